package io.llmprovider.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * What all threads of this process have allocated so far. From Java 21 on the JVM keeps
 * the total; before, the sum over live threads misses those that ended, so they are
 * counted.
 */
final class Allocation {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final @Nullable Method TOTAL = total();

	private final long total;

	private final Map<Long, Long> byThread;

	private final long threadsStarted;

	private Allocation(long total, Map<Long, Long> byThread, long threadsStarted) {
		this.total = total;
		this.byThread = byThread;
		this.threadsStarted = threadsStarted;
	}

	static Allocation now() {
		if (TOTAL != null) {
			return new Allocation(invoke(TOTAL), Map.of(), 0);
		}
		long[] ids = THREADS.getAllThreadIds();
		long[] bytes = THREADS.getThreadAllocatedBytes(ids);
		Map<Long, Long> byThread = new HashMap<>();
		for (int i = 0; i < ids.length; i++) {
			if (bytes[i] >= 0) {
				byThread.put(ids[i], bytes[i]);
			}
		}
		return new Allocation(0, byThread, THREADS.getTotalStartedThreadCount());
	}

	long bytesSince(Allocation start) {
		long bytes = this.total - start.total;
		for (Map.Entry<Long, Long> thread : this.byThread.entrySet()) {
			bytes += thread.getValue() - start.byThread.getOrDefault(thread.getKey(), 0L);
		}
		return bytes;
	}

	long threadsLostSince(Allocation start) {
		long endedOld = start.byThread.keySet().stream().filter(id -> !this.byThread.containsKey(id)).count();
		long aliveNew = this.byThread.keySet().stream().filter(id -> !start.byThread.containsKey(id)).count();
		return endedOld + (this.threadsStarted - start.threadsStarted) - aliveNew;
	}

	private static @Nullable Method total() {
		try {
			return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	private static long invoke(Method total) {
		try {
			return (Long) total.invoke(THREADS);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
