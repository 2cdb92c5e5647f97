package io.llmprovider.protocol.anthropic;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;

/**
 * What one event says, filled anew for each. The pieces of which there are many are plain
 * texts; what comes once or a few times in an answer is kept as objects.
 */
final class AnthropicEvent {

	static final int NO_INDEX = -1;

	String type = "";

	int index = NO_INDEX;

	/** The kind of a delta. */
	String deltaType = "";

	/** What a delta adds: text, a thought, JSON or a signature. */
	@Nullable String piece;

	/** Other members of a delta. */
	final Map<String, @Nullable Object> delta = new LinkedHashMap<>();

	/** A block that begins. */
	@Nullable Map<String, @Nullable Object> block;

	/** A message that begins. */
	@Nullable Map<String, @Nullable Object> message;

	@Nullable Map<String, @Nullable Object> usage;

	@Nullable Object contextManagement;

	boolean failed;

	final FrameHoles holes = new FrameHoles();

	void clear() {
		this.type = "";
		this.index = NO_INDEX;
		this.deltaType = "";
		this.piece = null;
		this.delta.clear();
		this.block = null;
		this.message = null;
		this.usage = null;
		this.contextManagement = null;
		this.failed = false;
		this.holes.clear();
	}

}
