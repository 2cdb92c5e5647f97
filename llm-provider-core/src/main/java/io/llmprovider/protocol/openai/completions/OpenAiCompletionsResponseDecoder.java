package io.llmprovider.protocol.openai.completions;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FramedAnswer;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.core.JacksonException;

/**
 * Reads an answer that is not streamed, by the same means as a streamed one.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/object">The chat
 * completion object</a>
 */
final class OpenAiCompletionsResponseDecoder {

	private final ChatCall call;

	private final StreamSink sink;

	OpenAiCompletionsResponseDecoder(ChatCall call, StreamSink sink) {
		this.call = call;
		this.sink = sink;
	}

	void decode(byte[] body) {
		if (isEventStream(body)) {
			decodeStream(body);
			return;
		}
		CompletionsChunk chunk = new CompletionsChunk();
		chunk.holes.enable(false);
		if (!read(body, chunk)) {
			if (CompletionsFailures.isList(body, 0, body.length)) {
				throw ProviderErrors.inStream(this.call, body);
			}
			throw CompletionsFailures.withoutChoices(this.call, text(body));
		}
		CompletionsAnswer answer = new CompletionsAnswer(this.sink);
		answer.apply(chunk, body, false);
		if (chunk.failed) {
			throw ProviderErrors.inStream(this.call, body);
		}
		if (chunk.nestedError != null) {
			throw ProviderErrors.inStream(this.call, Json.bytes(Map.of("error", chunk.nestedError)));
		}
		if (!chunk.hasFirstChoice) {
			throw CompletionsFailures.withoutChoices(this.call, text(body));
		}
		answer.complete();
	}

	private boolean read(byte[] body, CompletionsChunk chunk) {
		CompletionsChunkReader reader = new CompletionsChunkReader();
		try {
			boolean object = reader.read(body, 0, body.length, "message", chunk);
			if (object && chunk.choice.hasOtherPayload && !chunk.choice.hasPayload) {
				reader.read(body, 0, body.length, "delta", chunk);
			}
			return object;
		}
		catch (JacksonException ex) {
			throw CompletionsFailures.notJson(this.call, text(body), ex);
		}
	}

	/** A server that streams although it was not asked to. */
	private void decodeStream(byte[] body) {
		OpenAiCompletionsStreamDecoder decoder = new OpenAiCompletionsStreamDecoder(this.call, this.sink);
		FramedAnswer answer = new FramedAnswer(new SseFrameReader(this.call.limits().maxEventBytes()), decoder);
		answer.read(body, 0, body.length);
		answer.end();
	}

	private static boolean isEventStream(byte[] body) {
		int at = 0;
		while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
			at++;
		}
		return startsWith(body, at, "data:") || startsWith(body, at, "event:") || startsWith(body, at, ": ");
	}

	private static boolean startsWith(byte[] body, int at, String ascii) {
		return body.length - at >= ascii.length()
				&& new String(body, at, ascii.length(), StandardCharsets.ISO_8859_1).equals(ascii);
	}

	private static String text(byte[] body) {
		return new String(body, StandardCharsets.UTF_8);
	}

}
