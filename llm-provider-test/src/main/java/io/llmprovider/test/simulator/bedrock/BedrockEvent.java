package io.llmprovider.test.simulator.bedrock;

import java.time.Duration;

import tools.jackson.databind.node.ObjectNode;

/**
 * One event of an answer.
 *
 * @param type the event's type, or that of the exception
 * @param payload what it says
 * @param exception whether it ends the answer as a failure
 * @param before how long to wait before it is sent
 */
record BedrockEvent(String type, ObjectNode payload, boolean exception, Duration before) {

	static BedrockEvent of(String type, ObjectNode payload) {
		return new BedrockEvent(type, payload, false, Duration.ZERO);
	}

}
