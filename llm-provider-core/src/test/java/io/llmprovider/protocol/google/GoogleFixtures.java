package io.llmprovider.protocol.google;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.DecodedAnswer;
import tools.jackson.databind.JsonNode;

/**
 * What the tests of this protocol have in common.
 */
final class GoogleFixtures {

	static final String MODEL = "gemini-3-flash-preview";

	static final GoogleGenerativeAiProtocol PROTOCOL = new GoogleGenerativeAiProtocol();

	private GoogleFixtures() {
	}

	/** JSON that is written with single quotes. */
	static JsonNode json(String text) {
		return Json.tree(text.replace('\'', '"'));
	}

	static ChatCall.Builder call(String model, ChatRequest request) {
		return ChatCall.builder(Model.of("google", model))
			.baseUrl("https://generativelanguage.googleapis.com/v1beta")
			.request(request);
	}

	static ChatCall call() {
		return call(MODEL, ChatRequest.of("Hi")).build();
	}

	static ChatRequest asking(ChatOptions.Builder options) {
		return ChatRequest.builder().user("Hi").options(options.build()).build();
	}

	/** A stream of these chunks, each written with single quotes. */
	static DecodedAnswer stream(String... chunks) {
		StringBuilder body = new StringBuilder();
		for (String chunk : chunks) {
			body.append("data: ").append(chunk.replace('\'', '"')).append("\r\n\r\n");
		}
		return DecodedAnswer.stream(PROTOCOL, call(), body.toString(), Integer.MAX_VALUE);
	}

	/** A chunk with these parts. */
	static String parts(String parts) {
		return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]},'index':0}]}";
	}

	/** A chunk that ends the answer. */
	static String finish(String reason) {
		return "{'candidates':[{'content':{},'finishReason':'" + reason + "','index':0}]}";
	}

}
