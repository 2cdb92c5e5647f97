package io.llmprovider.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;

/** Clock, CPU and allocation of this process since its creation. */
final class Stopwatch {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private final Allocation allocation = Allocation.now();

	private final long cpu = SYSTEM.getProcessCpuTime();

	private final long compiler = compilerNanos();

	private final long wall = System.nanoTime();

	Window stop(long deltas) {
		long wallNanos = System.nanoTime() - this.wall;
		long cpuNanos = SYSTEM.getProcessCpuTime() - this.cpu;
		Allocation end = Allocation.now();
		return new Window(deltas, wallNanos, cpuNanos, end.bytesSince(this.allocation),
				end.threadsLostSince(this.allocation), compilerNanos() - this.compiler);
	}

	private static long compilerNanos() {
		return TimeUnit.MILLISECONDS.toNanos(ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
	}

}
