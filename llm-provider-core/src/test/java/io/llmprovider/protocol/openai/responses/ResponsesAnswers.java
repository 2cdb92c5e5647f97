package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;

/**
 * Answers of the Responses API.
 */
final class ResponsesAnswers {

	static final ChatCall CALL = ChatCall.builder(Model.of("acme", "m-1"))
		.baseUrl("https://acme.example/v1")
		.request(ChatRequest.of("hello"))
		.build();

	private static final OpenAiResponsesProtocol PROTOCOL = new OpenAiResponsesProtocol();

	private ResponsesAnswers() {
	}

	/** A stream of events, each a line of data. */
	static Answered events(String... events) {
		return stream(("data: " + String.join("\n\ndata: ", events) + "\n\n").getBytes(StandardCharsets.UTF_8), CALL);
	}

	static Answered stream(byte[] body, ChatCall call) {
		return Answered.stream(PROTOCOL, call, body);
	}

	static Answered whole(String body) {
		return Answered.whole(PROTOCOL, CALL, body.getBytes(StandardCharsets.UTF_8));
	}

}
