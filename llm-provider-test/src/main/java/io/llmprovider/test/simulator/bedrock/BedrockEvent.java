package io.llmprovider.test.simulator.bedrock;

import java.time.Duration;

import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event of an answer.
 *
 * @param type the event's type, or that of the exception
 * @param payload what it says
 * @param raw what is sent in place of the payload, or null for the payload
 * @param exception whether it ends the answer as a failure
 * @param before how long to wait before it is sent
 */
record BedrockEvent(String type, ObjectNode payload, @Nullable String raw, boolean exception, Duration before) {

	static BedrockEvent of(String type, ObjectNode payload) {
		return new BedrockEvent(type, payload, null, false, Duration.ZERO);
	}

	/** A piece of text that cannot be read. */
	static BedrockEvent unreadable(String raw) {
		return new BedrockEvent("contentBlockDelta", WireJson.object(), raw, false, Duration.ZERO);
	}

}
