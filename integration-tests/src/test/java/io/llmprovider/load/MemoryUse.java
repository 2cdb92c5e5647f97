package io.llmprovider.load;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/**
 * What is held after what nobody refers to was collected.
 *
 * @param heap bytes of the heap
 * @param direct bytes of the buffers outside of it that Netty's default allocator has; a
 * server of a test that shares the process takes its own allocator, or is counted too
 */
record MemoryUse(long heap, long direct) {

	static MemoryUse now() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
		}
		ByteBufAllocatorMetricProvider buffers = (ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT;
		return new MemoryUse(least, buffers.metric().usedDirectMemory());
	}

	@Override
	public String toString() {
		return "heap " + this.heap / 1024 + " KiB, direct " + this.direct / 1024 + " KiB";
	}

}
