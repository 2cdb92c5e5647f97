package io.llmprovider.protocol.ollama;

import java.nio.charset.StandardCharsets;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;

/**
 * Answers of Ollama.
 */
final class OllamaAnswers {

	static final OllamaChatProtocol PROTOCOL = new OllamaChatProtocol();

	private OllamaAnswers() {
	}

	static Answered stream(String... lines) {
		return stream(call(), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), 1 << 20);
	}

	static Answered stream(ChatCall call, byte[] body, int pieces) {
		return Answered.stream(PROTOCOL, call, body, pieces);
	}

	static Answered whole(ChatCall call, byte[] body) {
		return Answered.whole(PROTOCOL, call, body);
	}

	static Answered whole(String body) {
		return whole(call(), body.getBytes(StandardCharsets.UTF_8));
	}

	static ChatCall call() {
		return call(ChatRequest.of("Hello"));
	}

	static ChatCall call(ChatRequest request) {
		return ChatCall.builder(Model.of("ollama", "qwen3:8b"))
			.baseUrl("http://localhost:11434")
			.request(request)
			.build();
	}

}
