package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Image;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * One block of an answer while it arrives.
 */
final class BedrockBlock {

	private static final Set<String> USE_MEMBERS = Set.of("toolUseId", "name", "input");

	final int index;

	final Kind kind;

	private final StreamSink sink;

	/** What its beginning says, without the wrapping that tells its kind. */
	private final Map<String, @Nullable Object> start;

	private final StringBuilder input = new StringBuilder(0);

	private final StringBuilder signature = new StringBuilder(0);

	private final BedrockBytes bytes = new BedrockBytes();

	private final List<@Nullable Object> items = new ArrayList<>(0);

	private final int block;

	/**
	 * Begins a block.
	 * @param index Bedrock's number of the block
	 * @param kind what it is
	 * @param start its beginning, empty where it needs none
	 * @param sink where it is written
	 */
	BedrockBlock(int index, Kind kind, Map<String, @Nullable Object> start, StreamSink sink) {
		this.index = index;
		this.kind = kind;
		this.start = start;
		this.sink = sink;
		this.block = switch (kind) {
			case TEXT, ANSWER -> sink.textStarted();
			case REASONING -> sink.reasoningStarted();
			case TOOL -> sink.toolCallStarted(string("toolUseId"), string("name"));
			default -> -1;
		};
	}

	/** More text, thoughts or input, according to the kind. */
	void grow(String piece) {
		if (this.kind == Kind.SERVER_TOOL) {
			this.input.append(piece);
		}
		else if (this.block >= 0) {
			this.input.append((this.kind == Kind.TOOL || this.kind == Kind.ANSWER) ? piece : "");
			this.sink.delta(this.block, piece);
		}
	}

	void sign(String piece) {
		this.signature.append(piece);
	}

	void redact(String piece) {
		this.bytes.add(piece);
	}

	/** A source of a text, or a piece of the result of a tool. */
	void add(@Nullable Object item) {
		this.items.add(item);
	}

	/** The block is complete. */
	void end() {
		switch (this.kind) {
			case TEXT -> {
				if (!this.items.isEmpty()) {
					this.sink.replay(this.block, BedrockReplay.CITATIONS, List.copyOf(this.items));
				}
				this.sink.ended(this.block);
			}
			case REASONING -> endReasoning();
			case TOOL -> {
				this.sink.delta(this.block, this.input.isEmpty() ? "{}" : "");
				this.sink.toolCallEnded(this.block, null);
			}
			case ANSWER -> {
				this.sink.delta(this.block, this.input.isEmpty() ? "{}" : "");
				this.sink.ended(this.block);
			}
			case SERVER_TOOL -> this.sink.serverToolCalled(string("toolUseId"), string("name"),
					this.input.isEmpty() ? "{}" : this.input.toString(), members(USE_MEMBERS));
			case SERVER_RESULT -> this.sink.serverToolReturned(string("toolUseId"), resultName(), Json.text(this.items),
					members(Set.of("content")));
			case IMAGE -> endImage();
		}
	}

	/** The block ends before it is complete: half a call stays open. */
	void brokenOff() {
		switch (this.kind) {
			case TEXT, REASONING -> end();
			case SERVER_TOOL ->
				this.sink.serverToolCalled(string("toolUseId"), string("name"), null, members(USE_MEMBERS));
			case ANSWER, TOOL, SERVER_RESULT, IMAGE -> {
			}
		}
	}

	/** Whether it is a call whose input is cut. */
	boolean isCutCall() {
		return this.kind == Kind.TOOL && !this.input.isEmpty() && !Json.isObject(this.input.toString());
	}

	private void endReasoning() {
		if (!this.signature.isEmpty()) {
			this.sink.replay(this.block, BedrockReplay.SIGNATURE, this.signature.toString());
		}
		if (!this.bytes.isEmpty()) {
			this.sink.redacted(this.block);
			this.sink.replay(this.block, BedrockReplay.REDACTED, this.bytes.base64());
		}
		if (this.signature.isEmpty() && this.bytes.isEmpty()) {
			// Tells that the thought is this model's, though nothing proves it.
			this.sink.replay(this.block, BedrockReplay.SIGNATURE, "");
		}
		this.sink.ended(this.block);
	}

	/** A picture whose bytes are elsewhere, or broken, has no place in our words. */
	private void endImage() {
		try {
			byte[] bytes = Base64.getDecoder().decode(this.bytes.base64());
			if (bytes.length > 0) {
				this.sink.image(Image.of(bytes, "image/" + string("format")));
				return;
			}
		}
		catch (IllegalArgumentException ex) {
			this.items.add(this.bytes.base64());
		}
		this.sink.providerEvent("image", Json.text(this.items));
	}

	/** A piece of a picture. */
	void paint(Map<?, ?> source) {
		if (source.get("bytes") instanceof String base64) {
			this.bytes.add(base64);
		}
		else {
			this.items.add(source);
		}
	}

	private String resultName() {
		String type = string("type");
		return type.isEmpty() ? "toolResult" : type;
	}

	private Map<String, @Nullable Object> members(Set<String> without) {
		Map<String, @Nullable Object> members = new LinkedHashMap<>(this.start);
		members.keySet().removeAll(without);
		Map<String, @Nullable Object> replay = new LinkedHashMap<>();
		replay.put(BedrockReplay.MEMBERS, members);
		return replay;
	}

	private String string(String name) {
		return (this.start.get(name) instanceof String text) ? text : "";
	}

	enum Kind {

		/** What the model says. */
		TEXT,

		/** The input of the tool that stands for the answer. */
		ANSWER,

		/** What it thinks. */
		REASONING,

		/** A call of a tool of the caller's. */
		TOOL,

		/** A call of a tool that Bedrock runs. */
		SERVER_TOOL,

		/** What a tool that Bedrock ran gave back. */
		SERVER_RESULT,

		/** A picture. */
		IMAGE

	}

}
