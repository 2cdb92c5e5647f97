package io.llmprovider.protocol.google;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.llmprovider.protocol.TemplateChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading by the pattern of the chunk before says the same as parsing.
 */
class GoogleTemplateTests {

	private static final String WHOLE = "{'promptTokenCount':7,'candidatesTokenCount':%n,'totalTokenCount':%m}";

	private static final String[] SHAPES = chunks(chunk("{'text':'%s'}", WHOLE),
			chunk("{'text':'%s'}", "{'promptTokenCount':3,'candidatesTokenCount':%n,'totalTokenCount':%m}"),
			chunk("{'text':'%s'}", "{'promptTokenCount':%n,'thoughtsTokenCount':7,'totalTokenCount':%m}"),
			chunk("{'text':'%s'}",
					"{'promptTokenCount':7,'candidatesTokenCount':%n,'totalTokenCount':%m,'cachedContentTokenCount':%n,'promptTokensDetails':[{'modality':'AUDIO','tokenCount':2}]}"),
			chunk("{'text':'%s'}", "{'promptTokenCount':7.0,'candidatesTokenCount':%n,'totalTokenCount':%m}"),
			chunk("{'text':'%s'}", WHOLE + ",'usageMetadata':{'promptTokenCount':%n,'totalTokenCount':%n}"),
			chunk("{'text':'%s','thought':true}", WHOLE), chunk("{'text':'%s','text':'%t'}", WHOLE),
			chunk("{'text':'%s'},{'text':'%t'}", WHOLE), chunk("{'text':'%s','thoughtSignature':'c2ln'}", WHOLE),
			chunk("{'functionCall':{'name':'f','args':{'a':'%n'}}}", WHOLE),
			"{'candidates':[{'content':{'parts':[{'text':'%s'}]}}]}",
			"{'candidates':[{'content':{'parts':[{'text':'%s'}]},'index':1}]}",
			"{'candidates':[{'content':{'parts':[{'text':'%s'}]}},{'content':{'parts':[{'text':'%t'}]},'index':1}]}",
			"{'candidates':[{'content':{'parts':[{'text':'%s'}]},'citationMetadata':{'a':1}}]}",
			"{'candidates':[{'content':{'parts':[{'text':'%s'}]},'finishReason':'STOP'}],'usageMetadata':" + WHOLE
					+ "}",
			"{'response':{'candidates':[{'content':{'parts':[{'text':'%s'}]}}]},'traceId':'%t'}");

	private static final TemplateChecks CHECKS = new TemplateChecks(GoogleFixtures.PROTOCOL, GoogleFixtures.call(),
			(sink, templates) -> new GoogleStreamDecoder(GoogleFixtures.call(), sink, false, templates));

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void randomChunksSayTheSame(long seed) {
		assertThat(CHECKS.differencesInRandomEvents(seed, SHAPES, GoogleFixtures.finish("STOP").replace('\'', '"')))
			.isEmpty();
		assertThat(CHECKS.differencesInRandomEvents(-seed, SHAPES)).isEmpty();
	}

	@Test
	void whatDiffersInItsTextOnlyIsReadByThePattern() {
		String chunk = "data: " + TemplateChecks.filled(SHAPES[0], "a", "", 3, "") + "\r\n\r\n";
		assertThat(CHECKS.knowsLastFrameOf((chunk + chunk).getBytes(StandardCharsets.UTF_8))).isTrue();
	}

	@Test
	void recordedStreamsSayTheSame() throws IOException {
		assertThat(CHECKS.differencesInRecordedStreams()).isEmpty();
	}

	private static String chunk(String parts, String usage) {
		return "{'candidates':[{'content':{'parts':[" + parts + "],'role':'model'},'index':0}],'usageMetadata':" + usage
				+ ",'modelVersion':'gemini-x','responseId':'r'}";
	}

	private static String[] chunks(String... shapes) {
		for (int i = 0; i < shapes.length; i++) {
			shapes[i] = shapes[i].replace('\'', '"');
		}
		return shapes;
	}

}
