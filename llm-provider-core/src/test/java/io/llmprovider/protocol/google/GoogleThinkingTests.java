package io.llmprovider.protocol.google;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.Warning;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static io.llmprovider.protocol.google.GoogleFixtures.asking;
import static io.llmprovider.protocol.google.GoogleFixtures.call;
import static io.llmprovider.protocol.google.GoogleFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

class GoogleThinkingTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			// Generation 2.5 takes a number of tokens.
			"gemini-2.5-pro,               OFF,     128,     thinking-clipped", //
			"gemini-2.5-pro,               MINIMAL, 128,     -", //
			"gemini-2.5-pro,               LOW,     2048,    -", //
			"gemini-2.5-pro,               MEDIUM,  8192,    -", //
			"gemini-2.5-pro,               HIGH,    32768,   -", //
			"gemini-2.5-pro,               MAX,     32768,   thinking-clipped", //
			"gemini-2.5-flash,             OFF,     0,       -", //
			"gemini-2.5-flash,             MINIMAL, 512,     -", //
			"models/gemini-2.5-flash,      HIGH,    24576,   -", //
			"gemini-2.5-flash,             XHIGH,   24576,   thinking-clipped", //
			"gemini-2.5-flash-lite,        OFF,     0,       -", //
			"gemini-2.5-flash-lite,        MINIMAL, 512,     -", //
			// Generation 3 takes a word.
			"gemini-3-pro-preview,         OFF,     LOW,     thinking-clipped", //
			"gemini-3-pro-preview,         MINIMAL, LOW,     thinking-clipped", //
			"gemini-3-pro-preview,         LOW,     LOW,     -", //
			"gemini-3-pro-preview,         MEDIUM,  HIGH,    thinking-clipped", //
			"gemini-3-pro-preview,         XHIGH,   HIGH,    thinking-clipped", //
			"gemini-3.1-pro-preview,       MEDIUM,  MEDIUM,  -", //
			"gemini-3-flash-preview,       OFF,     MINIMAL, thinking-clipped", //
			"gemini-3-flash-preview,       MINIMAL, MINIMAL, -", //
			"gemini-3-flash-preview,       MEDIUM,  MEDIUM,  -", //
			"gemini-3.1-flash-lite,        MINIMAL, MINIMAL, -", //
			"gemini-3.7-flash,             MINIMAL, LOW,     thinking-clipped", //
			"gemini-3.7-flash,             MAX,     HIGH,    thinking-clipped", //
			// A Gemini nobody knows yet counts as one of the newest.
			"gemini-4-ultra,               HIGH,    HIGH,    -", //
			"gemini-flash-latest,          LOW,     LOW,     -", //
			// Others at Google's address.
			"gemma-4-31b-it,               MINIMAL, MINIMAL, -", //
			"gemma-4-31b-it,               HIGH,    HIGH,    -", //
			"claude-sonnet-4-5,            OFF,     0,       -", //
			"claude-sonnet-4-5,            LOW,     2048,    -", //
			// What does not think is told nothing.
			"gemini-2.0-flash-001,         HIGH,    -,       thinking-ignored", //
			"gemini-2.0-flash-001,         OFF,     -,       -", //
			"gemini-2.5-flash-image,       HIGH,    -,       thinking-ignored", //
			"gemini-2.5-pro-preview-tts,   LOW,     -,       thinking-ignored", //
			"gemma-3-27b-it,               LOW,     -,       thinking-ignored" })
	void aThinkingLevelIsWhatTheGenerationTakes(String model, ThinkingLevel level, String sent, String warning) {
		WireRequest request = encode(Model.of("google", model), ChatOptions.builder().thinking(level));
		JsonNode config = config(request);
		if (sent == null) {
			assertThat(config.isMissingNode()).isTrue();
		}
		else {
			boolean number = Character.isDigit(sent.charAt(0));
			assertThat(config.path(number ? "thinkingBudget" : "thinkingLevel").asString()).isEqualTo(sent);
			assertThat(config.path("includeThoughts").asBoolean(false)).isEqualTo(level != ThinkingLevel.OFF);
			assertThat(config.size()).as("one of budget and level").isEqualTo(level != ThinkingLevel.OFF ? 2 : 1);
		}
		assertThat(codes(request)).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "gemini-2.5-pro, 1000, 1000, -", "gemini-2.5-pro, 1, 128, thinking-clipped",
					"gemini-2.5-pro, 0, 128, thinking-clipped", "gemini-2.5-pro, 99999, 32768, thinking-clipped",
					"gemini-2.5-flash, -1, -1, -", "gemini-2.5-flash, 0, 0, -",
					"gemini-2.5-flash-lite, 5, 512, thinking-clipped", "gemini-3-pro-preview, 4000, 4000, -" })
	void aBudgetOfOnesOwnCountsMoreThanTheUsualOne(String model, int given, int sent, String warning) {
		WireRequest request = encode(Model.of("google", model),
				ChatOptions.builder()
					.thinking(ThinkingLevel.MEDIUM)
					.thinkingBudgets(Map.of(ThinkingLevel.MEDIUM, given)));
		assertThat(config(request)).isEqualTo(json("{'thinkingBudget':" + sent + ",'includeThoughts':true}"));
		assertThat(codes(request)).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@Test
	void aBudgetHasNoPlaceWhereAModelTakesOnlyAWord() {
		WireRequest request = encode(Model.of("google", "gemma-4-31b-it"),
				ChatOptions.builder().thinking(ThinkingLevel.HIGH).thinkingBudgets(Map.of(ThinkingLevel.HIGH, 4000)));
		assertThat(config(request)).isEqualTo(json("{'thinkingLevel':'HIGH','includeThoughts':true}"));
		assertThat(codes(request)).containsExactly("option-left-out");
	}

	@Test
	void whatIsKnownOfAModelCountsMoreThanItsName() {
		Model dull = model(new Capabilities(null, null, false, null, null, null, null, null));
		assertThat(config(encode(dull, ChatOptions.builder().thinking(ThinkingLevel.HIGH))).isMissingNode()).isTrue();
		Model two = model(new Capabilities(null, null, true, Set.of(ThinkingLevel.LOW, ThinkingLevel.HIGH), null, null,
				null, null));
		WireRequest request = encode(two, ChatOptions.builder().thinking(ThinkingLevel.MINIMAL));
		assertThat(config(request).path("thinkingLevel").asString()).isEqualTo("LOW");
		assertThat(codes(request)).containsExactly("thinking-clipped");
	}

	@Test
	void thoughtsCanBeToldWithoutALevelAndHiddenWithOne() {
		assertThat(config(encode(Model.of("google", "gemini-3-pro-preview"),
				ChatOptions.builder().providerOptions(Map.of("include-thoughts", true)))))
			.isEqualTo(json("{'includeThoughts':true}"));
		assertThat(config(encode(Model.of("google", "gemini-3-pro-preview"),
				ChatOptions.builder().thinking(ThinkingLevel.LOW).providerOptions(Map.of("includeThoughts", false)))))
			.isEqualTo(json("{'thinkingLevel':'LOW','includeThoughts':false}"));
	}

	@Test
	void aConfigurationOfOnesOwnIsSentAsItIs() {
		Map<String, Object> own = Map.of("thinkingConfig", Map.of("thinkingLevel", "ULTRA"));
		assertThat(config(encode(Model.of("google", "gemini-3-pro-preview"),
				ChatOptions.builder().thinking(ThinkingLevel.LOW).providerOptions(Map.copyOf(own)))))
			.isEqualTo(json("{'thinkingLevel':'ULTRA'}"));
	}

	@ParameterizedTest
	@CsvSource({ "gemini-2.5-flash-preview-05-20, gemini-2.5-flash", "models/gemini-2.0-flash-001, gemini-2.0-flash",
			"gemini-3-pro-preview, gemini-3-pro", "gemini-3-pro, gemini-3-pro", "gemini-flash-latest, gemini-flash",
			"gemini-2.5-flash-lite, gemini-2.5-flash-lite", "claude-sonnet-4-5@20250929, claude-sonnet-4-5" })
	void releasesOfOneModelAreOneLine(String id, String line) {
		assertThat(GoogleModel.line(id)).isEqualTo(line);
	}

	private static Model model(Capabilities capabilities) {
		return Model.builder("google", "gemini-3-flash-preview").capabilities(capabilities).build();
	}

	private static WireRequest encode(Model model, ChatOptions.Builder options) {
		ChatCall call = ChatCall.builder(model).baseUrl(call().baseUrl()).request(asking(options)).build();
		return HandedOverCall.encode(GoogleFixtures.PROTOCOL, call);
	}

	private static JsonNode config(WireRequest request) {
		return Json.tree(Json.text(request.body())).path("generationConfig").path("thinkingConfig");
	}

	private static List<String> codes(WireRequest request) {
		return request.warnings().stream().map(Warning::code).toList();
	}

}
