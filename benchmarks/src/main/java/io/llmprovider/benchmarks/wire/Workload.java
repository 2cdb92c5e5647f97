package io.llmprovider.benchmarks.wire;

/**
 * What one stream consists of. It travels as the model name of the request, because that
 * is the one thing that every client lets its user choose for each call.
 *
 * @param deltas text deltas in one stream
 * @param intervalMillis milliseconds between two deltas; 0 is as fast as possible
 */
public record Workload(int deltas, int intervalMillis) {

	private static final String PREFIX = "script";

	public Workload {
		if (deltas < 1 || intervalMillis < 0) {
			throw new IllegalArgumentException("deltas " + deltas + ", interval " + intervalMillis + " ms");
		}
	}

	public static Workload burst(int deltas) {
		return new Workload(deltas, 0);
	}

	public String modelName() {
		return PREFIX + "-" + this.deltas + "-" + this.intervalMillis;
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
		return new Workload(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
	}

}
