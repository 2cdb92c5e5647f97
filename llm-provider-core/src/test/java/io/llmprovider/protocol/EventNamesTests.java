package io.llmprovider.protocol;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventNamesTests {

	private final EventNames names = new EventNames();

	@Test
	void aNameIsDecodedOnce() {
		String first = name("content_block_delta");
		assertThat(name("message_stop")).isEqualTo("message_stop");
		assertThat(name("content_block_delta")).isSameAs(first).isEqualTo("content_block_delta");
	}

	@Test
	void noBytesAreNoName() {
		assertThat(name("")).isNull();
	}

	@Test
	void aNameThatIsNotAsciiIsDecodedEachTime() {
		assertThat(name("Größe")).isEqualTo("Größe");
		assertThat(name("Größe")).isEqualTo("Größe");
	}

	@Test
	void aNameWhoseCharactersOnlyLookAlikeInOneByteIsAnother() {
		assertThat(name("\u0161\u0162")).isEqualTo("\u0161\u0162");
		assertThat(name("abcd")).isEqualTo("abcd");
		assertThat(name("\u0161\u0162")).isEqualTo("\u0161\u0162");
	}

	@Test
	void namesThatShareASlotAreToldApart() {
		Random random = new Random(7);
		for (int i = 0; i < 20_000; i++) {
			String text = Integer.toString(random.nextInt(10_000), 36);
			assertThat(name(text)).isEqualTo(text);
		}
	}

	@Test
	void aNameIsNotTakenForTheBeginningOfAnother() {
		for (int i = 0; i < 1_000; i++) {
			String text = Integer.toString(i, 2);
			assertThat(name(text)).isEqualTo(text);
			assertThat(name(text + i)).isEqualTo(text + i);
			assertThat(name(text)).isEqualTo(text);
		}
	}

	@Test
	void aVeryLongNameIsReadButNotKept() {
		String text = "x".repeat(65);
		String first = name(text);
		assertThat(first).isEqualTo(text);
		assertThat(name(text)).isEqualTo(text).isNotSameAs(first);
	}

	private String name(String text) {
		byte[] bytes = BodyCuts.utf8("ab" + text + "cd");
		return this.names.name(bytes, 2, bytes.length - 2);
	}

}
