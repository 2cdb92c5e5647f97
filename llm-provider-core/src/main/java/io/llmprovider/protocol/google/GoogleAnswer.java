package io.llmprovider.protocol.google;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.FrameTemplate;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the chunks of an answer say. A whole answer is written by the same means.
 */
final class GoogleAnswer {

	private static final int NONE = -1;

	/** What code the model runs is called, as Google's tool for it is. */
	private static final String CODE = "code_execution";

	/** What is handed on when it arrives, too. */
	private static final List<String> SOURCES = List.of("groundingMetadata", "urlContextMetadata", "citationMetadata");

	private final StreamSink sink;

	private final GoogleCalls calls;

	private final GoogleUsage usage = new GoogleUsage();

	/** The block of text or thoughts under way. */
	private int open = NONE;

	private boolean thinking;

	private boolean candidate;

	private @Nullable String finishReason;

	private @Nullable String blockReason;

	GoogleAnswer(StreamSink sink) {
		this.sink = sink;
		this.calls = new GoogleCalls(sink);
	}

	void add(GoogleChunk chunk) {
		this.sink.responseId(chunk.responseId);
		this.sink.responseModel(chunk.modelVersion);
		if (chunk.usage != null) {
			this.usage.report(chunk.usage);
			this.sink.usage(this.usage::toUsage);
		}
		this.candidate |= chunk.hasCandidate;
		chunk.parts.forEach(this::part);
		chunk.candidate.forEach(this::said);
		chunk.others.forEach(this.sink::metadata);
		if (chunk.promptFeedback != null) {
			feedback(chunk.promptFeedback);
		}
		if (chunk.finishMessage != null) {
			this.sink.metadata("finishMessage", chunk.finishMessage);
		}
		if (chunk.finishReason != null && !chunk.finishReason.isEmpty()) {
			this.finishReason = chunk.finishReason;
			if (chunk.finishMessage != null && GoogleFinish.of(this.finishReason) == FinishReason.ERROR) {
				this.sink.warn(new Warning("answer-failed", chunk.finishMessage));
			}
		}
	}

	/**
	 * Whether a chunk of the same form as this one, which was added, can be told by
	 * {@link #grow}.
	 */
	boolean canGrow(GoogleChunk chunk) {
		return chunk.isPlain() && (chunk.usage == null || this.usage.isWhole());
	}

	/**
	 * A chunk that is as the one before but for its text and its counts.
	 * @return whether it can be told so; if not, nothing has happened
	 */
	boolean grow(GoogleChunk before, String text, FrameTemplate counts) {
		if (before.usage != null && !this.usage.recount(counts)) {
			return false;
		}
		GooglePart part = before.parts.get(0);
		part.text = text;
		text(part);
		return true;
	}

	/** A chunk of another form comes: the counts of those before are taken over. */
	void settle() {
		this.usage.settle();
	}

	boolean hasCandidate() {
		return this.candidate;
	}

	boolean isFinished() {
		return this.finishReason != null || this.blockReason != null;
	}

	/** The answer is whole. */
	void complete() {
		endText();
		this.calls.end();
		if (this.blockReason != null) {
			this.sink.finish(FinishReason.CONTENT_FILTER, this.blockReason);
		}
		else {
			this.sink.finish(GoogleFinish.of(this.finishReason), this.finishReason);
		}
	}

	private void part(GooglePart part) {
		if (part.others == null) {
			text(part);
			return;
		}
		Map<String, @Nullable Object> call = part.object("functionCall");
		if (call != null) {
			endText();
			this.calls.add(call, part.signature);
			return;
		}
		endText();
		if (!serverTool(part) && !picture(part)) {
			this.sink.providerEvent(part.others.keySet().iterator().next(), Json.text(part.others));
			if (part.text != null || part.signature != null) {
				text(part);
			}
		}
	}

	/** A signed part keeps its borders, be it empty: it goes back as it came. */
	private void text(GooglePart part) {
		String text = (part.text != null) ? part.text : "";
		boolean signed = part.signature != null && !part.signature.isEmpty();
		if (text.isEmpty() && !signed) {
			return;
		}
		if (signed || this.open != NONE && this.thinking != part.thought) {
			endText();
		}
		if (this.open == NONE) {
			this.thinking = part.thought;
			this.open = part.thought ? this.sink.reasoningStarted() : this.sink.textStarted();
		}
		this.sink.delta(this.open, text);
		if (signed) {
			this.sink.replay(this.open, GoogleReplay.SIGNATURE, Objects.requireNonNull(part.signature));
			endText();
		}
	}

	private void endText() {
		if (this.open != NONE) {
			this.sink.ended(this.open);
			this.open = NONE;
		}
	}

	private boolean serverTool(GooglePart part) {
		Map<String, @Nullable Object> code = part.object("executableCode");
		if (code != null) {
			this.sink.serverToolCalled(string(code.get("id")), CODE, Json.text(code), part.payload());
			return true;
		}
		Map<String, @Nullable Object> result = part.object("codeExecutionResult");
		if (result != null) {
			this.sink.serverToolReturned(string(result.get("id")), CODE, Json.text(result), part.payload());
			return true;
		}
		Map<String, @Nullable Object> called = part.object("toolCall");
		if (called != null) {
			Object arguments = called.get("args");
			this.sink.serverToolCalled(string(called.get("id")), toolType(called),
					(arguments != null) ? Json.text(arguments) : null, part.payload());
			return true;
		}
		Map<String, @Nullable Object> returned = part.object("toolResponse");
		if (returned != null) {
			this.sink.serverToolReturned(string(returned.get("id")), toolType(returned), Json.text(returned),
					part.payload());
			return true;
		}
		return false;
	}

	private static String toolType(Map<String, @Nullable Object> tool) {
		String type = string(tool.get("toolType"));
		return (type != null && !type.isEmpty()) ? type.toLowerCase(Locale.ROOT) : "tool";
	}

	/** Pictures of thoughts are drafts, which are no part of the answer. */
	private boolean picture(GooglePart part) {
		Map<String, @Nullable Object> data = part.object("inlineData");
		String type = (data != null) ? string(data.get("mimeType")) : null;
		String encoded = (data != null) ? string(data.get("data")) : null;
		if (type == null || encoded == null || !type.startsWith("image/") || part.thought) {
			return false;
		}
		try {
			Media media = new Media.Bytes(Base64.getDecoder().decode(encoded), type);
			boolean signed = part.signature != null && !part.signature.isEmpty();
			this.sink.image(new Image(media, null, null, null),
					signed ? Map.of(GoogleReplay.SIGNATURE, Objects.requireNonNull(part.signature)) : Map.of());
			return true;
		}
		catch (IllegalArgumentException ex) {
			// What is no Base64 is handed on as it came.
			return false;
		}
	}

	private void said(String name, @Nullable Object value) {
		boolean nothing = value == null || value instanceof Map<?, ?> map && map.isEmpty();
		if (!nothing) {
			this.sink.metadata(name, value);
			if (SOURCES.contains(name)) {
				this.sink.providerEvent(name, Json.text(value));
			}
		}
	}

	private void feedback(Map<String, @Nullable Object> feedback) {
		this.sink.metadata("promptFeedback", feedback);
		String reason = string(feedback.get("blockReason"));
		if (reason != null && !reason.isEmpty()) {
			this.blockReason = reason;
			String message = string(feedback.get("blockReasonMessage"));
			this.sink.warn(new Warning("prompt-blocked", "Google did not let the prompt through (" + reason + ")"
					+ ((message != null) ? ": " + message : "")));
		}
	}

	private static @Nullable String string(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

}
