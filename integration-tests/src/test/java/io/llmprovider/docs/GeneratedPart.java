package io.llmprovider.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A part of a page that is made from what the code does. It stands between two comments,
 * {@code <!-- begin: name -->} and {@code <!-- end: name -->}; with
 * {@code -Dllm.docs.write=true} it is written, else compared.
 *
 * @param page the page
 * @param name the part's name
 */
record GeneratedPart(Path page, String name) {

	private static final Path DOCS = Path.of("..", "docs");

	static GeneratedPart of(String page, String name) {
		return new GeneratedPart(DOCS.resolve(page), name);
	}

	void is(String expected) throws IOException {
		String text = Files.readString(this.page, StandardCharsets.UTF_8);
		String begin = "<!-- begin: " + this.name + " -->\n";
		String end = "<!-- end: " + this.name + " -->\n";
		assertThat(text).as("%s has a place for the part", this.page).contains(begin, end);
		int from = text.indexOf(begin) + begin.length();
		int to = text.indexOf(end);
		if (Boolean.getBoolean("llm.docs.write")) {
			Files.writeString(this.page, text.substring(0, from) + expected + text.substring(to));
			return;
		}
		assertThat(text.substring(from, to)).as("%s in %s", this.name, this.page).isEqualTo(expected);
	}

}
