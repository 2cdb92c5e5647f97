package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.FrameHoles.Kind;
import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of an answer says, filled anew for each.
 */
final class GoogleChunk {

	@Nullable String responseId;

	@Nullable String modelVersion;

	@Nullable String finishReason;

	@Nullable String finishMessage;

	/** The parts of the first candidate, in order. */
	final List<GooglePart> parts = new ArrayList<>();

	/** What else is said of the first candidate, such as its sources. */
	final Map<String, @Nullable Object> candidate = new LinkedHashMap<>();

	/** What else the chunk says. */
	final Map<String, @Nullable Object> others = new LinkedHashMap<>();

	@Nullable Map<String, @Nullable Object> promptFeedback;

	@Nullable Map<String, @Nullable Object> usage;

	boolean hasCandidate;

	boolean failed;

	final FrameHoles holes = new FrameHoles();

	/** Whether it brings one text and counts, and nothing else. */
	boolean isPlain() {
		return this.parts.size() == 1 && this.parts.get(0).isPlain() && this.holes.count(Kind.TEXT) == 1
				&& this.hasCandidate && this.finishReason == null && this.finishMessage == null
				&& this.candidate.isEmpty() && this.others.isEmpty() && this.promptFeedback == null;
	}

	/** Whether anything of it belongs to an answer. */
	boolean isAnswer() {
		return this.hasCandidate || this.promptFeedback != null || this.usage != null || this.responseId != null
				|| this.modelVersion != null;
	}

	void clear() {
		this.responseId = null;
		this.modelVersion = null;
		this.finishReason = null;
		this.finishMessage = null;
		this.parts.clear();
		this.candidate.clear();
		this.others.clear();
		this.promptFeedback = null;
		this.usage = null;
		this.hasCandidate = false;
		this.failed = false;
		this.holes.clear();
	}

}
