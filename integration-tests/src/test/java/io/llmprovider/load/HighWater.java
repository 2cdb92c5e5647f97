package io.llmprovider.load;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The most memory that was held at any time since the last look. Of the heap only what is
 * referred to counts, so it is looked at after collections, at points of the caller's
 * choice; direct memory is looked at all the time.
 */
final class HighWater implements AutoCloseable {

	private static final int LOOK_MILLIS = 5;

	/** One part in twenty is five in a hundred. */
	private static final int ALLOWED = 20;

	private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor((look) -> {
		Thread thread = new Thread(look, "high-water");
		thread.setDaemon(true);
		return thread;
	});

	private final List<ByteBufAllocatorMetricProvider> allocators;

	private final AtomicLong direct = new AtomicLong();

	private final AtomicLong heap = new AtomicLong();

	/**
	 * Begins to look.
	 * @param allocators whose direct memory counts, beside Netty's own and the platform's
	 */
	HighWater(ByteBufAllocatorMetricProvider... allocators) {
		this.allocators = List.of(allocators);
		this.looking.scheduleAtFixedRate(this::lookAtDirect, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Collects, and counts what the collection left: not what other threads have made
	 * until this one comes to look, which on a busy machine is megabytes.
	 */
	synchronized void lookAtHeap() {
		System.gc();
		long left = ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getCollectionUsage)
			.filter(Objects::nonNull)
			.mapToLong(MemoryUsage::getUsed)
			.sum();
		this.heap.accumulateAndGet(left, Math::max);
	}

	/** The marks so far. */
	MemoryUse mark() {
		lookAtDirect();
		return new MemoryUse(this.heap.get(), this.direct.get());
	}

	/**
	 * Fails if a mark has risen by more than five in a hundred.
	 * @param before the marks before
	 */
	void requireNoRise(MemoryUse before) {
		MemoryUse now = mark();
		assertThat(now.heap()).as("heap").isLessThan(before.heap() + before.heap() / ALLOWED);
		assertThat(now.direct()).as("direct memory").isLessThan(before.direct() + before.direct() / ALLOWED);
	}

	private void lookAtDirect() {
		long held = used((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
				+ this.allocators.stream().mapToLong(HighWater::used).sum();
		this.direct.accumulateAndGet(Math.max(held, platform()), Math::max);
	}

	private static long used(ByteBufAllocatorMetricProvider allocator) {
		return allocator.metric().usedDirectMemory();
	}

	private static long platform() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

	@Override
	public void close() {
		this.looking.shutdownNow();
	}

}
