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

	/** What Base64 writes of the picture in every alphabet. */
	static final String RED_IN_BASE64 = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mP4z8BAEmIY1TCqYfhqAACQ";

	/** Sixteen times sixteen points, all red. */
	static final Image RED = Image.of(Base64.getDecoder().decode(RED_IN_BASE64 + "+f8B8u7oVwAAAABJRU5ErkJggg=="),
			"image/png");

	private ContractTools() {
	}

}
