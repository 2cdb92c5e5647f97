package io.llmprovider.protocol.bedrock;

import io.llmprovider.protocol.FrameHoles.Kind;
import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;

/**
 * What one delta says, filled anew for each. An absent member is null.
 */
final class BedrockDelta {

	static final int NO_INDEX = -1;

	int index = NO_INDEX;

	@Nullable String text;

	/** A piece of the input of a tool. */
	@Nullable String input;

	@Nullable String thought;

	@Nullable String signature;

	/** A piece of encrypted reasoning, in base64. */
	@Nullable String redacted;

	/** Whether there is something that has no place here. */
	boolean more;

	final FrameHoles holes = new FrameHoles();

	/** Whether it brings one piece of a block, and nothing else. */
	boolean isPlain() {
		return this.holes.count(Kind.TEXT) == 1 && this.signature == null && this.redacted == null && !this.more;
	}

	/** Another piece for the same block. */
	void replace(String piece) {
		if (this.text != null) {
			this.text = piece;
		}
		else if (this.thought != null) {
			this.thought = piece;
		}
		else {
			this.input = piece;
		}
	}

	void clear() {
		this.index = NO_INDEX;
		this.text = null;
		this.input = null;
		this.thought = null;
		this.signature = null;
		this.redacted = null;
		this.more = false;
		this.holes.clear();
	}

}
