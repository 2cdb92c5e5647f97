package io.llmprovider.benchmarks.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one stream consists of and how it is written. It travels as the model name of the
 * request, because that is the one thing that every client lets its user choose for each
 * call.
 *
 * @param deltas text deltas in one stream
 * @param intervalMillis milliseconds between two deltas; 0 is as fast as possible
 * @param writeBytes size of one write; 0 is one write for each event
 */
public record Workload(int deltas, int intervalMillis, int writeBytes) {

	/**
	 * The most that one TLS record holds: what a busy connection hands over at a time.
	 */
	private static final int BULK = 16 * 1024;

	private static final String PREFIX = "script";

	private static final Pattern MODEL_NAME = Pattern.compile(PREFIX + "-([0-9]+)-([0-9]+)-([0-9]+)");

	public Workload {
		if (deltas < 1 || intervalMillis < 0 || writeBytes < 0 || (intervalMillis > 0 && writeBytes > 0)) {
			throw new IllegalArgumentException(
					"deltas " + deltas + ", interval " + intervalMillis + " ms, writes of " + writeBytes + " bytes");
		}
	}

	/**
	 * As fast as possible, each event in a write of its own: a server that flushes each
	 * token.
	 */
	public static Workload burst(int deltas) {
		return new Workload(deltas, 0, 0);
	}

	/** As fast as possible, in writes that ignore where an event ends. */
	public static Workload bulk(int deltas) {
		return new Workload(deltas, 0, BULK);
	}

	/** One delta at each interval. */
	public static Workload paced(int deltas, int intervalMillis) {
		return new Workload(deltas, intervalMillis, 0);
	}

	public String modelName() {
		return PREFIX + "-" + this.deltas + "-" + this.intervalMillis + "-" + this.writeBytes;
	}

	/**
	 * The workload that a request asks for.
	 * @param request its path and its JSON, one of which names the model
	 * @throws IllegalArgumentException if it names no workload
	 */
	public static Workload inRequest(String request) {
		Matcher name = MODEL_NAME.matcher(request);
		if (!name.find()) {
			throw new IllegalArgumentException("No workload in: " + request);
		}
		return new Workload(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)),
				Integer.parseInt(name.group(3)));
	}

}
