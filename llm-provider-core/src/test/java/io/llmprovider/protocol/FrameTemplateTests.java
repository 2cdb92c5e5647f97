package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.protocol.FrameHoles.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrameTemplateTests {

	private static final String FIRST = "{\"n\":12,\"text\":\"one\",\"p\":\"abc\",\"z\":true}";

	private final FrameTemplate template = new FrameTemplate();

	@Test
	void aFrameThatDiffersInItsHolesOnlyIsReadWithoutAParser() {
		assertThat(learn(FIRST)).isTrue();
		assertThat(match("{\"n\":9,\"text\":\"t\\u0077o\",\"p\":\"\",\"z\":true}  \n")).isEqualTo("two");
		List<String> numbers = new ArrayList<>();
		this.template.numbers((name, value) -> numbers.add(name + value));
		assertThat(numbers).containsExactly("n9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"n\":12,\"text\":\"\",\"p\":\"abc\",\"z\":true}",
			"{\"n\":12,\"text\":\"two\",\"p\":\"abc\",\"z\":false}",
			"{\"n\":12,\"text\":\"two\",\"p\":\"abc\",\"z\":true}}",
			"{\"n\":12,\"text\":\"two\",\"p\":\"abc\",\"z\":true",
			"{\"n\":-12,\"text\":\"two\",\"p\":\"abc\",\"z\":true}",
			"{\"n\":012,\"text\":\"two\",\"p\":\"abc\",\"z\":true}",
			"{\"n\":1234567890123456789,\"text\":\"two\",\"p\":\"abc\",\"z\":true}",
			"{\"n\":1.5,\"text\":\"two\",\"p\":\"abc\",\"z\":true}", "{\"n\":12,\"text\":two,\"p\":\"abc\",\"z\":true}",
			"{\"n\":12,\"text\":\"two\",\"p\":\"é\",\"z\":true}",
			"{\"n\":12,\"text\":\"t\\xo\",\"p\":\"abc\",\"z\":true}",
			"{\"n\":12,\"text\":\"t\to\",\"p\":\"abc\",\"z\":true}", "" })
	void aFrameThatIsOtherwiseDifferentIsLeftToTheParser(String frame) {
		assertThat(learn(FIRST)).isTrue();
		assertThat(match(frame)).isNull();
	}

	@Test
	void aFrameThatDoesNotFitEndsThePattern() {
		learn(FIRST);
		assertThat(match("{}")).isNull();
		assertThat(match(FIRST)).isNull();
	}

	@Test
	void aMemberThatCameTwiceMakesNoPattern() {
		FrameHoles holes = holes(FIRST);
		holes.spoil();
		assertThat(this.template.learn(frame(FIRST), holes)).isFalse();
		assertThat(match(FIRST)).isNull();
	}

	@Test
	void patternsThatNeverFitAreRarelyTried() {
		int wanted = 0;
		for (int i = 0; i < 1000; i++) {
			if (this.template.isWanted()) {
				wanted++;
				learn(FIRST);
			}
			match("{}");
		}
		assertThat(wanted).isBetween(17, 100);
	}

	private boolean learn(String json) {
		return this.template.learn(frame(json), holes(json));
	}

	private String match(String json) {
		return this.template.match(frame(json));
	}

	private static FrameHoles holes(String json) {
		FrameHoles holes = new FrameHoles();
		holes.add(Kind.NUMBER, "n", 2 + json.indexOf("12"));
		holes.add(Kind.TEXT, "text", 2 + json.indexOf("\"one"));
		holes.add(Kind.PADDING, "p", 2 + json.indexOf("\"abc"));
		return holes;
	}

	private static Frame frame(String json) {
		byte[] bytes = ("##" + json).getBytes(StandardCharsets.UTF_8);
		return new Frame().set(null, bytes, 2, bytes.length - 2);
	}

}
