package io.llmprovider.protocol.anthropic;

import java.nio.charset.StandardCharsets;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FramedAnswer;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamSink;

/**
 * Reads an answer that is not streamed, by the same means as a streamed one. A host that
 * streams although it was not asked to is understood, too.
 */
final class AnthropicResponseDecoder {

	private final ChatCall call;

	private final AnthropicStreamDecoder decoder;

	AnthropicResponseDecoder(ChatCall call, StreamSink sink) {
		this.call = call;
		this.decoder = new AnthropicStreamDecoder(call, sink);
	}

	void decode(byte[] body) {
		if (isEventStream(body)) {
			FramedAnswer answer = new FramedAnswer(new SseFrameReader(this.call.limits().maxEventBytes()),
					this.decoder);
			answer.read(body, 0, body.length);
			answer.end();
			return;
		}
		this.decoder.frame(new Frame().set("message", body, 0, body.length));
		this.decoder.end();
	}

	private static boolean isEventStream(byte[] body) {
		int at = 0;
		while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
			at++;
		}
		int length = Math.min(body.length - at, "event:".length());
		String beginning = new String(body, at, length, StandardCharsets.ISO_8859_1);
		return beginning.startsWith("event:") || beginning.startsWith("data:") || beginning.startsWith(": ");
	}

}
