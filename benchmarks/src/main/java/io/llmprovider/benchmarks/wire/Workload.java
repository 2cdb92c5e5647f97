package io.llmprovider.benchmarks.wire;

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
	 * @param requestBody the JSON of a chat completion request
	 * @throws IllegalArgumentException if it names no workload
	 */
	public static Workload inRequest(String requestBody) {
		int start = requestBody.indexOf('"' + PREFIX + '-');
		int end = requestBody.indexOf('"', start + 1);
		if (start < 0 || end < 0) {
			throw new IllegalArgumentException("No workload in: " + requestBody);
		}
		String[] parts = requestBody.substring(start + 1, end).split("-");
		return new Workload(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
	}

}
