package io.llmprovider.protocol.anthropic;

import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Warning;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.WireRequest;
import tools.jackson.databind.JsonNode;

/**
 * What calls become on the wire, and what was warned of at the last one.
 */
final class RequestsToAnthropic {

	private List<Warning> warnings = List.of();

	JsonNode tree(String model, ChatRequest request) {
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, AnthropicAnswers.call(model, request));
		this.warnings = wire.warnings();
		return Json.tree(Json.text(wire.body()));
	}

	List<String> codes() {
		return this.warnings.stream().map(Warning::code).toList();
	}

	/** JSON that is written with single quotes. */
	static JsonNode json(String quoted) {
		return Json.tree(quoted.replace('\'', '"'));
	}

}
