package io.llmprovider.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FrameBufferTests {

	@Test
	void allocatesNothingBeforeTheFirstByte() {
		assertThat(new FrameBuffer(1_000_000).array()).isEmpty();
	}

	@Test
	void growsNoFurtherThanTheBoundAndItsAllowance() {
		FrameBuffer buffer = new FrameBuffer(10_000);
		byte[] piece = new byte[700];
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> {
			for (int i = 0; i < 1_000; i++) {
				buffer.append(piece, 0, piece.length);
			}
		}).satisfies((ex) -> assertThat(ex.reason()).isEqualTo(FramingException.Reason.TOO_LARGE));
		assertThat(buffer.array()).hasSizeBetween(10_000, 11_024);
	}

	@Test
	void aLargePieceIsRefusedBeforeItIsCopied() {
		FrameBuffer buffer = new FrameBuffer(10);
		byte[] piece = new byte[1_000_000];
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> buffer.append(piece, 0, piece.length));
		assertThat(buffer.array()).isEmpty();
	}

	@Test
	void theMessageNamesTheBoundAndThePropertyToRaise() {
		FrameBuffer buffer = new FrameBuffer(1234);
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> buffer.checkPayload(1235))
			.withMessageContaining("1234 bytes")
			.withMessageContaining("llm.providers.<name>.limits.max-event-bytes");
	}

	@Test
	void theLargestBoundDoesNotOverflow() {
		FrameBuffer buffer = new FrameBuffer(Integer.MAX_VALUE);
		buffer.append(new byte[1_000], 0, 1_000);
		assertThat(buffer.size()).isEqualTo(1_000);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MIN_VALUE })
	void aBoundOfLessThanOneByteIsRefused(int bound) {
		assertThatIllegalArgumentException().isThrownBy(() -> new FrameBuffer(bound))
			.withMessageContaining(Integer.toString(bound));
	}

}
