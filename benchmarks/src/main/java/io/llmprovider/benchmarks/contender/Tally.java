package io.llmprovider.benchmarks.contender;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Texts;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

/**
 * What one stream delivered. A run whose tally is not the expected one is an error, so
 * that no figure can come from a stream that failed, lost text or was never read.
 */
public final class Tally {

	/** What is compared. */
	public enum Kind {

		/** Number of deltas, and every character in order. */
		TEXT,

		/** The size of the body alone. */
		BYTES

	}

	private long deltas;

	private long characters;

	private int hash;

	private long bytes;

	private final @Nullable Arrivals arrivals;

	public Tally() {
		this(null);
	}

	/**
	 * Also notes when the deltas came.
	 * @param arrivals where to
	 */
	public Tally(@Nullable Arrivals arrivals) {
		this.arrivals = arrivals;
	}

	/** The tally of a stream that arrived whole. */
	public static Tally expected(Api api, Workload workload) {
		Tally tally = new Tally();
		Texts.of(workload).forEach(tally::text);
		api.script(workload).events().forEach(event -> tally.bytes(event.length));
		return tally;
	}

	/** A piece of text has arrived; an empty one is not a delta. */
	public void text(String text) {
		int length = text.length();
		if (length == 0) {
			return;
		}
		int sum = this.hash;
		for (int i = 0; i < length; i++) {
			sum = 31 * sum + text.charAt(i);
		}
		this.hash = sum;
		this.deltas++;
		this.characters += length;
		if (this.arrivals != null) {
			this.arrivals.delta();
		}
	}

	public void bytes(int count) {
		this.bytes += count;
		if (this.arrivals != null) {
			this.arrivals.bytes(this.bytes);
		}
	}

	/**
	 * Compares with what was received.
	 * @throws IllegalStateException if that is not the same
	 */
	public void check(Tally received, Kind kind) {
		boolean same = switch (kind) {
			case TEXT ->
				received.deltas == this.deltas && received.characters == this.characters && received.hash == this.hash;
			case BYTES -> received.bytes == this.bytes;
		};
		if (!same) {
			throw new IllegalStateException("Expected " + this + ", received " + received);
		}
	}

	@Override
	public String toString() {
		return this.deltas + " deltas with " + this.characters + " characters (hash " + this.hash + ") in " + this.bytes
				+ " bytes";
	}

}
