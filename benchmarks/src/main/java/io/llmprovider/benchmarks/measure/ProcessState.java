package io.llmprovider.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Threads and heap of this process at one time, and their peaks.
 *
 * @param threadIds the live threads
 * @param liveHeap megabytes after a full collection
 */
record ProcessState(Set<Long> threadIds, double liveHeap) {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final double MEGABYTE = 1024 * 1024;

	static ProcessState now() {
		return new ProcessState(Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet()),
				liveHeapMegabytes());
	}

	int threads() {
		return this.threadIds.size();
	}

	/**
	 * Threads that are alive now and were not then; numbers in their names are dropped.
	 */
	Map<String, Integer> newThreadsByName() {
		long[] added = Arrays.stream(THREADS.getAllThreadIds()).filter(id -> !this.threadIds.contains(id)).toArray();
		return Arrays.stream(THREADS.getThreadInfo(added))
			.filter(Objects::nonNull)
			.map(ThreadInfo::getThreadName)
			.map(name -> name.replaceAll("[0-9]+", "*").replaceAll("https?://\\S+", "URL"))
			.collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
	}

	static void resetPeaks() {
		THREADS.resetPeakThreadCount();
		ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
	}

	static int peakThreads() {
		return THREADS.getPeakThreadCount();
	}

	static double peakHeapMegabytes() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter(pool -> pool.getType() == MemoryType.HEAP)
			.mapToLong(pool -> pool.getPeakUsage().getUsed())
			.sum() / MEGABYTE;
	}

	static double liveHeapMegabytes() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
	}

}
