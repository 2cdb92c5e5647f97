package io.llmprovider.protocol.openai.completions;

import java.math.BigDecimal;

import io.llmprovider.json.Json;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionsUsageTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', value = {
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13}|9|4|-|-|-",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'prompt_tokens_details':{'cached_tokens':5,'cache_write_tokens':2},'completion_tokens_details':{'reasoning_tokens':3}}|9|4|5|2|3",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':113,'completion_tokens_details':{'reasoning_tokens':100}}|9|104|-|-|100",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'completion_tokens_details':{'reasoning_tokens':5}}|9|4|-|-|5",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':50,'completion_tokens_details':{'reasoning_tokens':20}}|9|24|-|-|20",
			"{'prompt_tokens':9,'completion_tokens':4,'completion_tokens_details':{'reasoning_tokens':20}}|9|4|-|-|20",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':15,'completion_tokens_details':{'reasoning_tokens':2}}|9|6|-|-|2",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':50,'completion_tokens_details':{'reasoning_tokens':2}}|9|4|-|-|2",
			"{'prompt_tokens':9,'completion_tokens':4,'total_tokens':50,'completion_tokens_details':{'reasoning_tokens':4}}|9|4|-|-|4",
			"{'prompt_tokens':9,'completion_tokens':4,'prompt_cache_hit_tokens':7,'prompt_cache_miss_tokens':2}|9|4|7|-|-",
			"{'prompt_tokens':9,'completion_tokens':4,'cached_tokens':6}|9|4|6|-|-",
			"{'prompt_tokens':9,'completion_tokens':4,'cache_read_input_tokens':6,'cache_creation_input_tokens':1,'reasoning_tokens':2}|9|4|6|1|2",
			"{'prompt_tokens':'9','completion_tokens':'4'}|9|4|-|-|-", "{'prompt_tokens':9}|9|-|-|-|-",
			"{'prompt_tokens':9,'prompt_tokens_details':null,'completion_tokens_details':null}|9|-|-|-|-" })
	void countsAreReadFromTheirManyPlaces(String json, Long input, Long output, Long cacheRead, Long cacheWrite,
			Long reasoning) {
		Usage usage = CompletionsUsage.read(Json.object(json.replace('\'', '"')));
		assertThat(usage.inputTokens()).isEqualTo(input);
		assertThat(usage.outputTokens()).isEqualTo(output);
		assertThat(usage.cacheReadTokens()).isEqualTo(cacheRead);
		assertThat(usage.cacheWriteTokens()).isEqualTo(cacheWrite);
		assertThat(usage.reasoningTokens()).isEqualTo(reasoning);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`',
			value = { "{'cost':0.5}|0.5", "{'cost':'0.5'}|0.5", "{'cost':{'total_cost':0.25}}|0.25",
					"{'cost_in_usd_ticks':1641500}|0.00016415",
					"{'cost':0.1,'is_byok':true,'cost_details':{'upstream_inference_cost':0.3}}|0.4",
					"{'cost':0.1,'is_byok':false,'cost_details':{'upstream_inference_cost':0.1}}|0.1",
					"{'prompt_tokens':1}|-", "{'cost':null}|-" })
	void thePriceIsTheProvidersOwn(String json, BigDecimal cost) {
		BigDecimal read = CompletionsUsage.cost(Json.object(json.replace('\'', '"')));
		if (cost == null) {
			assertThat(read).isNull();
		}
		else {
			assertThat(read).isEqualByComparingTo(cost);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{'choices':[{'delta':{'content':'x'},'finish_reason':'stop'}],'usage':{'prompt_tokens':7,'completion_tokens':1}}",
			"{'choices':[{'delta':{'content':'x'},'finish_reason':'stop'}],'x_groq':{'id':'r','usage':{'prompt_tokens':7,'completion_tokens':1}}}",
			"{'choices':[{'delta':{'content':'x'},'finish_reason':'stop','usage':{'prompt_tokens':7,'completion_tokens':1}}]}" })
	void usageComesInThreePlaces(String chunk) {
		assertThat(CompletionsAnswers.chunks(chunk.replace('\'', '"')).response().usage().inputTokens()).isEqualTo(7);
	}

	@Test
	void theLastOfSeveralCountsAndTheUsualPlaceWins() {
		Answered answered = CompletionsAnswers.chunks(
				"{\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}",
				"{\"choices\":[{\"delta\":{\"content\":\"y\"}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}",
				"{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":99}}],\"x_groq\":{\"usage\":{\"prompt_tokens\":98}},\"usage\":{}}");
		assertThat(answered.response().usage().inputTokens()).isEqualTo(7);
		assertThat(answered.response().usage().outputTokens()).isEqualTo(2);
	}

	@Test
	void whatNobodyCountedIsUnknown() {
		assertThat(CompletionsAnswers.deltas("stop", "{\"content\":\"x\"}").response().usage())
			.isEqualTo(Usage.UNKNOWN);
	}

}
