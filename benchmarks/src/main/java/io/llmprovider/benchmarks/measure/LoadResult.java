package io.llmprovider.benchmarks.measure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Figures of many streams at the same time in one process.
 *
 * @param streams how many
 * @param wallSeconds from the first call to the last end
 * @param cpuSeconds CPU time meanwhile
 * @param cpuMicrosPerDelta the same for each delta
 * @param peakThreads most threads of the process at any time
 * @param clientThreads those of them that were not there before the client
 * @param threads the client's threads when all streams were open, by name without numbers
 * @param peakHeapMegabytes most heap in use, garbage included
 * @param medianLateMillis half of the deltas were at most so late
 * @param p99LateMillis 99 of 100 deltas were at most so late
 * @param maxLateMillis the latest delta
 * @param failed streams that failed or were incomplete
 * @param failure the first failure
 */
public record LoadResult(int streams, double wallSeconds, double cpuSeconds, double cpuMicrosPerDelta, int peakThreads,
		int clientThreads, Map<String, Integer> threads, double peakHeapMegabytes, double medianLateMillis,
		double p99LateMillis, double maxLateMillis, int failed, @Nullable String failure) {
}
