package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An answer is over when its decoder says so.
 */
class FramedAnswerTests {

	private final List<String> frames = new ArrayList<>();

	private boolean ended;

	private int brokenOff;

	private final StreamDecoder untilEnd = new StreamDecoder() {

		private boolean complete;

		@Override
		public void frame(Frame frame) {
			FramedAnswerTests.this.frames.add(frame.text());
			this.complete = frame.text().contains("end");
		}

		@Override
		public void end() {
			FramedAnswerTests.this.ended = true;
		}

		@Override
		public void brokenOff() {
			FramedAnswerTests.this.brokenOff++;
		}

		@Override
		public boolean isComplete() {
			return this.complete;
		}

	};

	@Test
	void whatComesBehindTheEndMakesNoDifferenceWhereverTheBodyIsCut() {
		byte[] body = "[{\"a\":1},{\"end\":1},{\"b\":2}, rubbish".getBytes(StandardCharsets.UTF_8);
		for (int cut = 0; cut <= body.length; cut++) {
			FramedAnswerTests each = new FramedAnswerTests();
			FramedAnswer answer = each.answer();
			answer.read(body, 0, cut);
			answer.read(body, cut, body.length - cut);
			assertThat(answer.isComplete()).isTrue();
			answer.end();
			assertThat(each.frames).as("cut at %d", cut).containsExactly("{\"a\":1}", "{\"end\":1}");
			assertThat(each.ended).isTrue();
		}
	}

	@Test
	void aBodyThatEndsWithinAFrameBehindTheEndIsWhole() {
		read("[{\"end\":1},{\"b\":").end();
		assertThat(this.ended).isTrue();
	}

	@Test
	void anAnswerWhoseLastFrameIsFoundAtTheEndIsWhole() {
		byte[] body = "data: end".getBytes(StandardCharsets.UTF_8);
		FramedAnswer answer = new FramedAnswer(new SseFrameReader(100), this.untilEnd);
		answer.read(body, 0, body.length);
		assertThat(answer.isComplete()).isFalse();
		answer.end();
		assertThat(answer.isComplete()).isTrue();
	}

	@Test
	void whatCannotBeReadBeforeTheEndIsAFailure() {
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read("[{\"a\":1}, rubbish"));
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read("[{\"a\":1},{\"b\"").end());
		assertThat(this.ended).isFalse();
		assertThat(this.brokenOff).isEqualTo(2);
	}

	@Test
	void aDecoderThatFailsSaysFirstWhatItHeldBack() {
		StreamDecoder failing = new StreamDecoder() {

			@Override
			public void frame(Frame frame) {
				throw new IllegalArgumentException("frame");
			}

			@Override
			public void end() {
				throw new IllegalArgumentException("end");
			}

			@Override
			public void brokenOff() {
				FramedAnswerTests.this.brokenOff++;
				throw new IllegalStateException("held back");
			}

			@Override
			public boolean isComplete() {
				return false;
			}

		};
		FramedAnswer answer = new FramedAnswer(new JsonArrayFrameReader(100), failing);
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> answer.read(new byte[] { '{', '}' }, 0, 2))
			.satisfies((failure) -> assertThat(failure.getSuppressed()).hasSize(1));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(answer::end);
		assertThat(this.brokenOff).isEqualTo(2);
	}

	private FramedAnswer read(String body) {
		FramedAnswer answer = answer();
		answer.read(body.getBytes(StandardCharsets.UTF_8), 0, body.length());
		return answer;
	}

	private FramedAnswer answer() {
		return new FramedAnswer(new JsonArrayFrameReader(100), this.untilEnd);
	}

}
