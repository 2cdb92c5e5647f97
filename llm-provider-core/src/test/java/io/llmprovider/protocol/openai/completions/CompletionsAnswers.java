package io.llmprovider.protocol.openai.completions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;

/**
 * Answers of Chat Completions.
 */
final class CompletionsAnswers {

	static final ChatCall CALL = ChatCall.builder(Model.of("acme", "m-1"))
		.baseUrl("https://acme.example/v1")
		.request(ChatRequest.of("hello"))
		.build();

	private static final OpenAiCompletionsProtocol PROTOCOL = new OpenAiCompletionsProtocol();

	private CompletionsAnswers() {
	}

	static Answered stream(String body) {
		return stream(body.getBytes(StandardCharsets.UTF_8), true);
	}

	/**
	 * A stream of chunks, each a line of data, ended by [DONE].
	 */
	static Answered chunks(String... chunks) {
		return stream("data: " + String.join("\n\ndata: ", chunks) + "\n\ndata: [DONE]\n\n");
	}

	/**
	 * Chunks whose first choices have these deltas, ended by a finish reason and [DONE].
	 */
	static Answered deltas(String finish, String... deltas) {
		List<String> chunks = new ArrayList<>();
		for (String delta : deltas) {
			chunks.add("{\"id\":\"r\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}");
		}
		chunks.add("{\"id\":\"r\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]}");
		return chunks(chunks.toArray(String[]::new));
	}

	static Answered stream(byte[] body, boolean templates) {
		return Answered.stream(PROTOCOL, CALL, (sink) -> new OpenAiCompletionsStreamDecoder(CALL, sink, templates),
				body, Integer.MAX_VALUE);
	}

	static Answered whole(String body) {
		return Answered.whole(PROTOCOL, CALL, body.getBytes(StandardCharsets.UTF_8));
	}

}
