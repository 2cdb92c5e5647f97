package io.llmprovider.load;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What storms are judged by finds a leak that was made on purpose.
 */
class ProbeTests {

	private final List<byte[]> kept = new ArrayList<>();

	@Test
	void whatIsKeptOfEachCallRaisesTheMarkOfTheHeap() {
		try (HighWater water = new HighWater()) {
			water.lookAtHeap();
			MemoryUse before = water.mark();
			for (long bytes = 0; bytes <= before.heap() / 15; bytes += 1024) {
				this.kept.add(new byte[1024]);
			}
			water.lookAtHeap();
			assertThatThrownBy(() -> water.requireNoRise(before)).isInstanceOf(AssertionError.class)
				.hasMessageContaining("heap");
		}
	}

	@Test
	void whatNobodyRefersToRaisesNothing() {
		try (HighWater water = new HighWater()) {
			water.lookAtHeap();
			MemoryUse before = water.mark();
			for (long bytes = 0; bytes <= before.heap() / 15; bytes += 1024) {
				this.kept.add(new byte[1024]);
			}
			this.kept.clear();
			water.lookAtHeap();
			water.requireNoRise(new MemoryUse(before.heap(), Long.MAX_VALUE / 2));
		}
	}

	@Test
	void whatWasTakenForAMomentRaisesTheMarkOfDirectMemory() {
		Buffers buffers = new Buffers();
		try (HighWater water = new HighWater(buffers.allocator())) {
			water.lookAtHeap();
			MemoryUse before = water.mark();
			ByteBuf taken = buffers.allocator().directBuffer(Math.toIntExact(4096 + before.direct() / 10));
			water.mark();
			taken.release();
			assertThatThrownBy(() -> water.requireNoRise(before)).isInstanceOf(AssertionError.class)
				.hasMessageContaining("direct memory");
		}
	}

	@Test
	void aBufferThatIsNotGivenBackIsCounted() throws InterruptedException {
		Buffers buffers = new Buffers();
		ByteBuf first = buffers.allocator().directBuffer(100);
		ByteBuf second = buffers.allocator().heapBuffer(100);
		assertThat(buffers.left()).isEqualTo(2);
		second.release();
		assertThat(buffers.left()).isEqualTo(1);
		first.release();
		assertThat(buffers.leftInTheEnd()).isZero();
		assertThat(buffers.taken()).isEqualTo(1);
	}

	@Test
	void aBufferThatIsLostIsReported() throws InterruptedException {
		Buffers buffers = new Buffers();
		try (LeakLog leaks = new LeakLog()) {
			buffers.allocator().directBuffer(100).touch("lost on the way");
			assertThat(leaks.reports()).singleElement().asString().contains("LEAK", "lost on the way");
		}
	}

	@Test
	void aBufferThatIsGivenBackIsNotReported() throws InterruptedException {
		Buffers buffers = new Buffers();
		try (LeakLog leaks = new LeakLog()) {
			buffers.allocator().directBuffer(100).touch("given back").release();
			assertThat(leaks.reports()).isEmpty();
		}
	}

}
