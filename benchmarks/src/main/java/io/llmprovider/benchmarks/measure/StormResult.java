package io.llmprovider.benchmarks.measure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Figures of a storm in one process.
 *
 * @param settled whether three storms in a row agreed
 * @param spread by how much the last three differ, as a part of the smallest
 * @param storms how many were run
 * @param wallSeconds time of one storm on the clock
 * @param cpuSeconds CPU time of one storm
 * @param cpuWithoutCompilerSeconds the same without the JVM's compiler
 * @param bytesPerDelta allocated heap bytes
 * @param lostThreads threads whose allocation is missing
 * @param peakThreads most threads of the process at any time
 * @param clientThreads those of them that were not there before the client
 * @param threads the client's threads in the middle of a storm, by name without numbers
 * @param peakHeapMegabytes most heap in use, garbage included
 * @param liveHeapMegabytes heap after a full collection in the middle of a storm, above
 * what the process held before the client was opened
 * @param failed streams that failed or were incomplete
 * @param failure the first failure
 */
public record StormResult(boolean settled, double spread, int storms, double wallSeconds, double cpuSeconds,
		double cpuWithoutCompilerSeconds, double bytesPerDelta, long lostThreads, int peakThreads, int clientThreads,
		Map<String, Integer> threads, double peakHeapMegabytes, double liveHeapMegabytes, int failed,
		@Nullable String failure) {
}
