package io.llmprovider.protocol.vertex;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.Media;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.anthropic.AnthropicMessagesProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Claude on Vertex AI: Anthropic's body, in which the address names the model and a
 * member names the version. It holds answers to no schema, fetches no media and keeps no
 * files.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai">Claude on
 * Vertex AI</a>
 */
final class VertexClaude extends AnthropicMessagesProtocol {

	private static final String VERSION = "vertex-2023-10-16";

	private static final String VERSION_HEADER = "anthropic-version";

	private static final Compat USUAL = Compat.builder()
		.supportsJsonSchema(false)
		.supportsStrictMode(false)
		.supportsCacheControl(true)
		.build();

	@Override
	public String id() {
		return GoogleVertexProtocol.ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		WireRequest plain = super.encode(usual(call));
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("anthropic_version", VERSION);
		if (plain.body() != null) {
			body.putAll(plain.body());
		}
		body.remove("model");
		Map<String, String> headers = new LinkedHashMap<>(plain.headers());
		headers.keySet().removeIf(VERSION_HEADER::equalsIgnoreCase);
		return new WireRequest(plain.method(), plain.uri(), headers, body, plain.streaming(), plain.warnings());
	}

	/** How the answer is asked for decides how it is read. */
	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return super.decoder(usual(call), sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		super.decode(usual(call), body, sink);
	}

	@Override
	protected boolean knowsBetas(ChatCall call) {
		return true;
	}

	@Override
	protected String address(ChatCall call) {
		return VertexAddress.of(call, "anthropic", call.streaming() ? ":streamRawPredict" : ":rawPredict");
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		HandoverRules rules = super.handover(usual(call));
		return rules.toBuilder().media((media, kind, place) -> {
			boolean address = media instanceof Media.Url url && !url.url().startsWith("data:");
			return address ? "Vertex AI fetches none for Claude" : rules.media().refusal(media, kind, place);
		}).build();
	}

	@Override
	public OptionSpec options() {
		return super.options().and(VertexOptions.SPEC);
	}

	private static ChatCall usual(ChatCall call) {
		return call.toBuilder().compat(call.compat().orElse(USUAL)).build();
	}

}
