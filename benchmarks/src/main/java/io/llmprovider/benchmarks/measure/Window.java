package io.llmprovider.benchmarks.measure;

import java.util.List;

/**
 * What a fixed amount of work cost this process.
 *
 * @param deltas text deltas received
 * @param wallNanos time on the clock
 * @param cpuNanos CPU time of the whole process, its compiler and collector included
 * @param allocatedBytes allocated on the heap by all threads that are still alive, or by
 * all threads from Java 21 on
 * @param lostThreads threads that ended meanwhile, so that Java 17 forgot what they
 * allocated
 * @param compilerNanos what the JVM's compiler took of the CPU time, by its own count
 */
record Window(long deltas, long wallNanos, long cpuNanos, long allocatedBytes, long lostThreads, long compilerNanos) {

	static Window sum(List<Window> windows) {
		return windows.stream()
			.reduce((a, b) -> new Window(a.deltas + b.deltas, a.wallNanos + b.wallNanos, a.cpuNanos + b.cpuNanos,
					a.allocatedBytes + b.allocatedBytes, a.lostThreads + b.lostThreads,
					a.compilerNanos + b.compilerNanos))
			.orElseThrow();
	}

	double cpuMicrosPerDelta() {
		return this.cpuNanos / 1e3 / this.deltas;
	}

	/** The compiler's part of the CPU time, from 0 to 1. */
	double compilerShare() {
		return (double) this.compilerNanos / this.cpuNanos;
	}

	double deltasPerSecond() {
		return this.deltas * 1e9 / this.wallNanos;
	}

	double bytesPerDelta() {
		return (double) this.allocatedBytes / this.deltas;
	}

}
