package io.llmprovider.test.contract;

import java.util.Base64;

import io.llmprovider.chat.Image;
import io.llmprovider.chat.Tool;

/**
 * Tools and pictures of the contract.
 */
final class ContractTools {

	/** With a choice of few values, so that models of no wits hit one. */
	static final Tool WEATHER = Tool.of("get_weather", "The weather in a city",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"enum\":[\"Paris\",\"Rome\"]}},"
					+ "\"required\":[\"city\"],\"additionalProperties\":false}");

	static final Tool CLOCK = Tool.of("get_time", "The time of day");

	/** Sixteen times sixteen points, all red. */
	static final Image RED = Image.of(Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mP4z8BAEmIY1TCqYfhqAACQ+f8B8u7oVwAAAABJRU5ErkJggg=="),
			"image/png");

	private ContractTools() {
	}

}
