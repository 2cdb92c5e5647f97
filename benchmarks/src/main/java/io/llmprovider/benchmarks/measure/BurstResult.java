package io.llmprovider.benchmarks.measure;

/**
 * Figures of one burst in one process.
 *
 * @param settled whether three windows in a row agreed
 * @param spread by how much the last three differ, as a part of the smallest
 * @param windows how many were run
 * @param streamsPerWindow streams in one window
 * @param cpuMicrosPerDelta CPU time of the process, in microseconds
 * @param deltasPerSecond text deltas per second on the clock
 * @param bytesPerDelta allocated heap bytes
 * @param lostThreads threads whose allocation is missing
 */
public record BurstResult(boolean settled, double spread, int windows, int streamsPerWindow, double cpuMicrosPerDelta,
		double deltasPerSecond, double bytesPerDelta, long lostThreads) {
}
