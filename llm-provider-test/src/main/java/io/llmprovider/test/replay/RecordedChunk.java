package io.llmprovider.test.replay;

import java.time.Duration;
import java.util.Arrays;

/**
 * A piece of an answer as it was read.
 *
 * @param bytes the piece, not empty
 * @param after how long it came after what was before it; zero unless delays are recorded
 */
public record RecordedChunk(byte[] bytes, Duration after) {

	@Override
	public boolean equals(Object other) {
		return other instanceof RecordedChunk chunk && Arrays.equals(this.bytes, chunk.bytes)
				&& this.after.equals(chunk.after);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "RecordedChunk[" + this.bytes.length + " bytes]";
	}

}
