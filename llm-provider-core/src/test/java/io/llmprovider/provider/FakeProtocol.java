package io.llmprovider.provider;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
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

/**
 * A protocol of lines: each is a piece of text as JSON, {@code "END"} ends the answer.
 */
class FakeProtocol implements WireProtocol {

	private final String id;

	FakeProtocol() {
		this("fake");
	}

	FakeProtocol(String id) {
		this.id = id;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		if ("broken".equals(call.model().id())) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.builder("cannot be written").build());
		}
		ChatOptions options = call.options();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("model", call.model().id());
		body.put("stream", call.streaming());
		body.put("temperature", options.temperature());
		body.put("topP", options.topP());
		body.put("seed", options.seed());
		body.put("maxTokens", options.maxTokens());
		body.put("options", options.providerOptions());
		return WireRequest.post(call.endpoint("/chat"), body, call.streaming(), List.of());
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new JsonLinesFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new StreamDecoder() {

			private boolean complete;

			private int block = -1;

			@Override
			public void frame(Frame frame) {
				String text = Json.read(frame.text(), String.class);
				if (text.equals("END")) {
					this.complete = true;
					sink.finish(FinishReason.STOP, "end");
					return;
				}
				this.block = (this.block < 0) ? sink.textStarted() : this.block;
				sink.delta(this.block, text);
			}

			@Override
			public void end() {
				if (!this.complete) {
					throw ErrorKind.TRUNCATED.exception(ErrorDetails.builder("no END").build());
				}
			}

			@Override
			public boolean isComplete() {
				return this.complete;
			}

		};
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		int block = sink.textStarted();
		sink.delta(block, String.valueOf(Json.object(new String(body, StandardCharsets.UTF_8)).get("text")));
		sink.finish(FinishReason.STOP, "whole");
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ProviderErrors.of(call, response);
	}

	@Override
	public OptionSpec options() {
		return OptionSpec.of(new OptionSpec.Option("top_k", OptionSpec.Type.INTEGER, "How many."),
				new OptionSpec.Option("tier", OptionSpec.Type.TEXT, "Which tier."));
	}

}
