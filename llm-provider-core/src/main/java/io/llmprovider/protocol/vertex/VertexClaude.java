package io.llmprovider.protocol.vertex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.UserContent;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.anthropic.AnthropicMessagesProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Claude on Vertex AI: Anthropic's body, in which the address names the model and a
 * member names the version. It holds answers to no schema and fetches no pictures.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai">Claude on
 * Vertex AI</a>
 */
final class VertexClaude extends AnthropicMessagesProtocol {

	private static final String VERSION = "vertex-2023-10-16";

	private static final String VERSION_HEADER = "anthropic-version";

	private static final Compat USUAL = Compat.builder().supportsJsonSchema(false).supportsStrictMode(false).build();

	@Override
	public String id() {
		return GoogleVertexProtocol.ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		List<Warning> warnings = new ArrayList<>();
		ChatRequest fit = withoutAddresses(call.request(), warnings);
		WireRequest plain = super.encode(call.toBuilder().request(fit).compat(call.compat().orElse(USUAL)).build());
		warnings.addAll(0, plain.warnings());
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("anthropic_version", VERSION);
		if (plain.body() != null) {
			body.putAll(plain.body());
		}
		body.remove("model");
		Map<String, String> headers = new LinkedHashMap<>(plain.headers());
		headers.keySet().removeIf(VERSION_HEADER::equalsIgnoreCase);
		return new WireRequest(plain.method(), plain.uri(), headers, body, plain.streaming(), warnings);
	}

	@Override
	protected String address(ChatCall call) {
		return VertexAddress.of(call, "anthropic", call.streaming() ? ":streamRawPredict" : ":rawPredict");
	}

	private static ChatRequest withoutAddresses(ChatRequest request, List<Warning> warnings) {
		List<Message> messages = new ArrayList<>();
		for (Message message : request.messages()) {
			boolean user = message instanceof UserMessage;
			messages.add(user ? withoutAddresses((UserMessage) message, warnings) : message);
		}
		return request.toBuilder().messages(messages).build();
	}

	private static UserMessage withoutAddresses(UserMessage message, List<Warning> warnings) {
		List<UserContent> pieces = new ArrayList<>();
		for (UserContent piece : message.content()) {
			boolean address = piece instanceof Image image && image.media() instanceof Media.Url url
					&& !url.url().startsWith("data:");
			pieces.add(address ? new Text("(image left out: Vertex AI fetches none for Claude)") : piece);
			if (address) {
				warnings.add(Warning.leftOut("An image", "Vertex AI fetches none for Claude; send its bytes"));
			}
		}
		return new UserMessage(pieces);
	}

	@Override
	public OptionSpec options() {
		return super.options().and(VertexOptions.SPEC);
	}

}
