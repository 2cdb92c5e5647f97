package io.llmprovider.protocol.mistral;

import java.nio.charset.StandardCharsets;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.EncodedCall;

/**
 * Calls of Mistral's, and their answers.
 */
final class MistralCalls {

	static final MistralProtocol PROTOCOL = new MistralProtocol();

	static final String BASE_URL = "https://api.mistral.ai/v1";

	static final ChatCall CALL = ChatCall.builder(Model.of("mistral", "m-1"))
		.baseUrl(BASE_URL)
		.request(ChatRequest.of("hello"))
		.build();

	private MistralCalls() {
	}

	static EncodedCall hello() {
		return empty("m-1").user("hello");
	}

	static EncodedCall empty(String model) {
		return new EncodedCall(PROTOCOL, new ModelRef("mistral", model), BASE_URL);
	}

	/** A stream of chunks, each a line of data, ended by [DONE]. */
	static Answered chunks(String... chunks) {
		return stream("data: " + String.join("\n\ndata: ", chunks) + "\n\ndata: [DONE]\n\n");
	}

	static Answered stream(String body) {
		return Answered.stream(PROTOCOL, CALL, body.getBytes(StandardCharsets.UTF_8));
	}

	static Answered whole(String body) {
		return Answered.whole(PROTOCOL, CALL, body.getBytes(StandardCharsets.UTF_8));
	}

	/** A chunk whose first choice has this delta. */
	static String delta(String delta) {
		return "{\"id\":\"m1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":" + delta
				+ ",\"finish_reason\":null}]}";
	}

	/** A chunk that ends the answer. */
	static String finish(String delta, String reason, String usage) {
		return "{\"id\":\"m1\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":\"" + reason
				+ "\"}],\"usage\":" + usage + "}";
	}

}
