package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who runs which tool, and how an answer ends.
 */
class ResponsesItemsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'type':'shell_call','id':'i','call_id':'c','action':{'commands':['ls']}} | call c shell {'action':{'commands':['ls']}}
					{'type':'shell_call','id':'i','environment':{'type':'local'},'action':{}} | call i shell {'environment':{'type':'local'},'action':{}}
					{'type':'shell_call','id':'i','environment':{'type':'container_reference'},'action':{'commands':['ls']}} | server i shell {'commands':['ls']}
					{'type':'tool_search_call','call_id':'c','execution':'client','arguments':{'q':'x'}} | call c tool_search {'execution':'client','arguments':{'q':'x'}}
					{'type':'tool_search_call','id':'i','execution':'server','arguments':{'q':'x'}} | server i tool_search {'q':'x'}
					{'type':'computer_call','call_id':'c','action':{'type':'click'}} | call c computer {'action':{'type':'click'}}
					{'type':'apply_patch_call','call_id':'c','operation':{'type':'delete_file'}} | call c apply_patch {'operation':{'type':'delete_file'}}
					{'type':'mcp_call','id':'i','name':'search','arguments':'{}','output':'found','error':null} | server i search {}, result i mcp_call 'found'
					{'type':'mcp_call','id':'i'} | server i mcp null
					{'type':'code_interpreter_call','id':'i','code':'1+1','outputs':null} | server i code_interpreter {'code':'1+1'}
					{'type':'file_search_call','id':'i','queries':['a'],'results':[1]} | server i file_search {'queries':['a']}, result i file_search_call [1]
					{'type':'program','id':'i','code':'x'} | server i program {'code':'x'}
					{'type':'custom_tool_call','id':'i','name':'x_keyword_search','input':'q'} | server i x_keyword_search {'input':'q'}
					{'type':'image_generation_call','id':'i','revised_prompt':'A cat','result':'='} | server i image_generation {'revised_prompt':'A cat'}
					{'type':'program_output','call_id':'c','result':1} | result c program_output {'type':'program_output','call_id':'c','result':1}
					{'id':'i'} | ``
					""")
	void whoRunsAToolIsKnownFromItsItem(String item, String expected) {
		Answered answered = ResponsesAnswers
			.whole("{\"id\":\"r\",\"status\":\"completed\",\"output\":[" + item.replace('\'', '"') + "]}");
		assertThat(answered.failure()).isNull();
		List<String> told = answered.response().content().stream().map(ResponsesItemsTests::told).toList();
		assertThat(String.join(", ", told)).isEqualTo(expected.replace('\'', '"'));
		assertThat(answered.response().finishReason())
			.isEqualTo(expected.startsWith("call ") ? FinishReason.TOOL_CALLS : FinishReason.STOP);
	}

	private static String told(AssistantContent content) {
		if (content instanceof ToolCall call) {
			return "call " + call.id() + " " + call.name() + " " + call.arguments();
		}
		if (content instanceof ServerToolCall call) {
			return "server " + call.id() + " " + call.name() + " " + call.arguments();
		}
		ServerToolResult result = (ServerToolResult) content;
		return "result " + result.callId() + " " + result.name() + " " + result.raw();
	}

	@ParameterizedTest
	@CsvSource({ "completed,'',STOP,completed", "done,'',STOP,completed", "incomplete,'',OTHER,incomplete",
			"cancelled,'',ERROR,cancelled", "completed,in_progress,OTHER,in_progress", "done,queued,OTHER,queued" })
	void anAnswerEndsAsItsStatusSaysOrElseItsEvent(String event, String status, FinishReason reason, String raw) {
		String member = status.isEmpty() ? "" : ",\"status\":\"" + status + "\"";
		Answered answered = ResponsesAnswers.events("{\"type\":\"response." + event
				+ "\",\"response\":{\"id\":\"r\",\"output\":[{\"type\":\"message\",\"content\":\"Hi\"}]" + member
				+ "}}");
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hi");
		assertThat(answered.response().finishReason()).isEqualTo(reason);
		assertThat(answered.response().rawFinishReason()).isEqualTo(raw);
	}

	@ParameterizedTest
	@CsvSource({ "'\"cost\":0.25',0.25", "'\"cost_in_usd_ticks\":37756000',0.0037756",
			"'\"cost\":null,\"cost_in_usd_ticks\":20000000000',2", "'\"cost\":\"much\"'," })
	void whatTheProviderSaysThatItCostCounts(String said, String dollars) {
		Answered answered = ResponsesAnswers
			.whole("{\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":2," + said
					+ "}}");
		assertThat(answered.response().usage().outputTokens()).isEqualTo(2);
		if (dollars == null) {
			assertThat(answered.response().cost()).isNull();
		}
		else {
			assertThat(answered.response().cost().total()).isEqualByComparingTo(dollars);
		}
	}

	@Test
	void aCallOfAToolOfTheProvidersGoesBackAsItCame() {
		Answered answered = ResponsesAnswers.whole("{\"status\":\"completed\",\"output\":[{\"type\":\"computer_call\","
				+ "\"id\":\"i\",\"call_id\":\"c\",\"action\":{\"type\":\"click\"}}]}");
		assertThat(answered.replays().get(0).payload()).containsEntry("type", "computer_call")
			.containsEntry("item",
					Map.of("type", "computer_call", "id", "i", "call_id", "c", "action", Map.of("type", "click")));
	}

	@Test
	void aCustomToolOfTheCallersMayBeNamedLikeOneOfTheProviders() {
		ChatCall call = ResponsesAnswers.CALL.withOptions(ChatOptions.builder()
			.providerOptions(Map.of("tools", List.of(Map.of("type", "custom", "name", "x_find"))))
			.build());
		Answered answered = ResponsesAnswers.stream(("data: {\"type\":\"response.completed\",\"response\":"
				+ "{\"status\":\"completed\",\"output\":[{\"type\":\"custom_tool_call\",\"call_id\":\"c\","
				+ "\"name\":\"x_find\",\"input\":\"q\"}]}}\n\n")
			.getBytes(StandardCharsets.UTF_8), call);
		assertThat(answered.calls()).containsExactly("c x_find {\"input\":\"q\"}");
	}

	@Test
	void argumentsMayBeAnObject() {
		assertThat(ResponsesAnswers
			.whole("{\"status\":\"completed\",\"output\":[{\"type\":\"function_call\","
					+ "\"call_id\":\"c\",\"name\":\"f\",\"arguments\":{\"a\":1}}]}")
			.calls()).containsExactly("c f {\"a\":1}");
	}

	@Test
	void everyPartOfAnItemCounts() {
		Answered answered = ResponsesAnswers.whole("{\"status\":\"completed\",\"output\":[{\"type\":\"reasoning\","
				+ "\"id\":\"rs\",\"summary\":[{\"text\":\"One \"},{\"text\":\"two \"}],"
				+ "\"content\":[{\"text\":\"three \"},{\"text\":\"four\"}],\"encrypted_content\":\"E\"},{\"type\":\"message\","
				+ "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi \"},{\"type\":\"output_text\",\"text\":\"there\"}]}]}");
		assertThat(answered.reasoning()).isEqualTo("One two three four");
		assertThat(answered.text()).isEqualTo("Hi there");
		assertThat(answered.replays().stream().filter(Objects::nonNull).map((own) -> own.text("encrypted_content")))
			.containsOnlyOnce("E");
	}

	@Test
	void thoughtsMayComeAsAWholeOnly() {
		Answered answered = ResponsesAnswers.events(
				"{\"type\":\"response.reasoning_text.done\",\"output_index\":0,\"content_index\":0,\"text\":\"Hm\"}",
				"{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}");
		assertThat(answered.reasoning()).isEqualTo("Hm");
		assertThat(answered.order()).contains("ReasoningEnded");
	}

}
