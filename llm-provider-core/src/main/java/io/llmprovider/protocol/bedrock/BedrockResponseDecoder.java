package io.llmprovider.protocol.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads an answer that is not streamed, as the events of a streamed one.
 */
final class BedrockResponseDecoder {

	private final ChatCall call;

	private final StreamSink sink;

	private final BedrockAnswer answer;

	private final BedrockDelta delta = new BedrockDelta();

	BedrockResponseDecoder(ChatCall call, StreamSink sink) {
		this.call = call;
		this.sink = sink;
		this.answer = new BedrockAnswer(call, sink);
	}

	void decode(byte[] body) {
		Map<String, @Nullable Object> whole = object(body);
		if (!(whole.get("output") instanceof Map<?, ?> output)
				|| !(output.get("message") instanceof Map<?, ?> message)) {
			if (whole.containsKey("message") || whole.containsKey("Message") || whole.containsKey("__type")) {
				throw ProviderErrors.inStream(this.call, body);
			}
			throw BedrockFailures.notConverse(this.call, new String(body, StandardCharsets.UTF_8), null);
		}
		if (message.get("content") instanceof List<?> blocks) {
			for (int i = 0; i < blocks.size(); i++) {
				if (blocks.get(i) instanceof Map<?, ?> block) {
					block(i, block);
					this.answer.stopped(i);
				}
			}
		}
		this.answer.metadata(whole);
		this.answer.stopped(whole);
		this.answer.complete();
	}

	private void block(int index, Map<?, ?> block) {
		this.delta.clear();
		this.delta.index = index;
		if (block.get("text") instanceof String text) {
			this.delta.text = text;
			this.answer.grown(this.delta);
		}
		else if (block.get("toolUse") instanceof Map<?, ?> use) {
			this.answer.started(index, block);
			this.delta.input = (use.get("input") != null) ? Json.text(use.get("input")) : "";
			this.answer.grown(this.delta);
		}
		else if (block.get("reasoningContent") instanceof Map<?, ?> reasoning) {
			reasoning(reasoning);
		}
		else if (block.get("toolResult") instanceof Map<?, ?> result) {
			this.answer.started(index, block);
			this.answer.grown(index,
					Map.of("toolResult", (result.get("content") != null) ? result.get("content") : ""));
		}
		else if (block.get("citationsContent") instanceof Map<?, ?> cited) {
			cited(index, cited);
		}
		else if (block.get("image") instanceof Map<?, ?>) {
			this.answer.started(index, block);
			this.answer.grown(index, block);
		}
		else {
			this.sink.providerEvent("contentBlock", Json.text(block));
		}
	}

	private void reasoning(Map<?, ?> reasoning) {
		if (reasoning.get("reasoningText") instanceof Map<?, ?> told) {
			this.delta.thought = (told.get("text") instanceof String text) ? text : "";
			this.delta.signature = (told.get("signature") instanceof String signature) ? signature : null;
		}
		if (reasoning.get("redactedContent") instanceof String data) {
			this.delta.redacted = data;
		}
		this.answer.grown(this.delta);
	}

	private void cited(int index, Map<?, ?> cited) {
		if (cited.get("content") instanceof List<?> texts) {
			for (Object item : texts) {
				if (item instanceof Map<?, ?> map && map.get("text") instanceof String text) {
					this.delta.text = text;
					this.answer.grown(this.delta);
				}
			}
		}
		if (cited.get("citations") instanceof List<?> citations) {
			for (Object citation : citations) {
				if (citation != null) {
					this.answer.grown(index, Map.of("citation", citation));
				}
			}
		}
	}

	private Map<String, @Nullable Object> object(byte[] body) {
		try {
			return Json.object(Json.tree(body, 0, body.length));
		}
		catch (JacksonException ex) {
			throw BedrockFailures.notConverse(this.call, new String(body, StandardCharsets.UTF_8), ex);
		}
	}

}
