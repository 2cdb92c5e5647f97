package io.llmprovider.samples.customprotocol;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.JsonLinesFrameReader;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An API of lines: one JSON object for each piece of the answer. */
class ParleyProtocol implements WireProtocol {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Override
	public String id() {
		return "parley";
	}

	@Override
	public WireRequest encode(ChatCall call) {
		Map<String, @Nullable Object> body = new TreeMap<>(options().check(call));
		body.put("model", call.model().id());
		body.put("turns", call.request().messages().stream().map(ParleyProtocol::turn).toList());
		body.put("stage", call.request().system().stream().map(Text::text).toList());
		return WireRequest.post(call.endpoint("/converse"), body, call.streaming(), List.of());
	}

	private static Map<String, String> turn(Message message) {
		if (message instanceof AssistantMessage assistant) {
			return Map.of("who", "host", "says", assistant.text());
		}
		if (message instanceof UserMessage user && user.content().stream().allMatch(Text.class::isInstance)) {
			List<String> texts = user.content().stream().map((text) -> ((Text) text).text()).toList();
			return Map.of("who", "guest", "says", String.join("\n", texts));
		}
		throw ErrorKind.INVALID_REQUEST
			.exception(ErrorDetails.of("Parley takes nothing but text", "Leave out pictures and tools"));
	}

	@Override
	public OptionSpec options() {
		return OptionSpec
			.of(new OptionSpec.Option("mood", OptionSpec.Type.TEXT, "How the host speaks.", List.of("dry", "warm")));
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new JsonLinesFrameReader(call.limits().maxEventBytes());
	}

	/** It only says what came: the sink makes events of it, and keeps their grammar. */
	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new StreamDecoder() {

			private int text = -1;

			private boolean complete;

			@Override
			public void frame(Frame frame) {
				JsonNode line = JSON.readTree(frame.text());
				if (line.has("error")) {
					throw ProviderErrors.inStream(call, JSON.writeValueAsBytes(line));
				}
				if (line.has("says")) {
					this.text = (this.text < 0) ? sink.textStarted() : this.text;
					sink.delta(this.text, line.path("says").asString());
				}
				if (line.has("over")) {
					this.complete = true;
					sink.usage(Usage.builder()
						.inputTokens(count(line.path("heard")))
						.outputTokens(count(line.path("spoken")))
						.build());
					sink.finish(FinishReason.STOP, line.path("over").asString());
				}
			}

			private @Nullable Long count(JsonNode tokens) {
				return tokens.isNumber() ? tokens.asLong() : null;
			}

			@Override
			public void end() {
				if (!this.complete) {
					throw ErrorKind.TRUNCATED.exception(ErrorDetails.of("The last line is missing", "Try again"));
				}
			}

			@Override
			public boolean isComplete() {
				return this.complete;
			}

		};
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ProviderErrors.of(call, response);
	}

}
