package io.llmprovider.protocol;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ByteScanTests {

	@Test
	void findsTheFirstLineEndAtEveryPlaceOfAWord() {
		for (int at = 0; at < 40; at++) {
			byte[] bytes = BodyCuts.utf8("\u00ff".repeat(20));
			bytes[at] = '\n';
			assertThat(ByteScan.lineEnd(bytes, 0, bytes.length)).isEqualTo(at);
			assertThat(ByteScan.lineEnd(bytes, at, bytes.length)).isEqualTo(at);
			assertThat(ByteScan.lineEnd(bytes, 0, at)).isEqualTo(at);
		}
	}

	@Test
	void onlyTwoBytesEndALine() {
		for (int value = 0; value < 256; value++) {
			byte[] bytes = BodyCuts.utf8("abcdefghijklmnop");
			bytes[5] = (byte) value;
			int expected = (value == '\n' || value == '\r') ? 5 : bytes.length;
			assertThat(ByteScan.lineEnd(bytes, 0, bytes.length)).as("byte %d", value).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void agreesWithALookAtEachByte(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 20_000; round++) {
			byte[] bytes = new byte[random.nextInt(40)];
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(16) : random.nextInt(256));
			}
			int from = random.nextInt(bytes.length + 1);
			int to = from + random.nextInt(bytes.length - from + 1);
			assertThat(ByteScan.lineEnd(bytes, from, to)).as("seed %d, round %d", seed, round)
				.isEqualTo(first(bytes, from, to, true));
			assertThat(ByteScan.lineFeed(bytes, from, to)).as("seed %d, round %d", seed, round)
				.isEqualTo(first(bytes, from, to, false));
		}
	}

	private static int first(byte[] bytes, int from, int to, boolean carriageReturns) {
		int i = from;
		while (i < to && bytes[i] != '\n' && !(carriageReturns && bytes[i] == '\r')) {
			i++;
		}
		return i;
	}

}
