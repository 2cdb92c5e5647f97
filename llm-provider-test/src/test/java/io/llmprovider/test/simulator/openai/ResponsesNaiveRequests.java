package io.llmprovider.test.simulator.openai;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.wire.IssuedValues;

/**
 * At least one request for each rule of Responses. The simulator must have the models
 * {@code m} and {@code think} and the key {@code k}.
 */
final class ResponsesNaiveRequests {

	private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";

	private static final String CALL = "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"ls\",\"arguments\":\"{}\"}";

	private static final String OUTPUT = "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"a\"}";

	private final String path;

	private final String[] key;

	ResponsesNaiveRequests(String path, String... key) {
		this.path = path;
		this.key = key;
	}

	private NaiveRequest body(ProviderRule rule, String body) {
		return NaiveRequest.post(rule, this.path, body, this.key);
	}

	private NaiveRequest members(ProviderRule rule, String members) {
		return body(rule, "{\"model\":\"m\",\"input\":\"Hi\"," + members + "}");
	}

	private NaiveRequest items(ProviderRule rule, String items) {
		return body(rule, "{\"model\":\"m\",\"store\":false,\"input\":[" + items + "]}");
	}

	private static String function(String parameters) {
		return "\"tools\":[{\"type\":\"function\",\"name\":\"ls\",\"parameters\":{" + parameters + "}}]";
	}

	Stream<NaiveRequest> all(IssuedValues issued) {
		return Stream.of(common(), conversation(issued), abilities()).flatMap((part) -> part);
	}

	private Stream<NaiveRequest> common() {
		String object = "\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}";
		return Stream.of(body(OpenAiRule.POST, "").method("PUT"),
				NaiveRequest.post(OpenAiRule.CONTENT_TYPE, this.path, "a=b", this.key[0], this.key[1], "Content-Type",
						"application/x-www-form-urlencoded"),
				body(OpenAiRule.JSON_BODY, "{\"model\":"),
				body(OpenAiRule.MODEL, "{\"model\":\"other\",\"input\":\"Hi\"}"),
				body(OpenAiRule.CONTEXT_WINDOW, "{\"model\":\"m\",\"input\":\"" + "word ".repeat(140_000) + "\"}"),
				body(OpenAiRule.REQUIRED, "{\"model\":\"m\"}"),
				members(OpenAiRule.REQUIRED, "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"ls\"}}]"),
				body(OpenAiRule.UNKNOWN_MEMBER, "{\"model\":\"m\",\"messages\":[" + USER + "]}"),
				members(OpenAiRule.UNKNOWN_MEMBER, "\"stop\":[\"x\"]"),
				members(OpenAiRule.TYPE, "\"temperature\":\"0.5\""),
				items(OpenAiRule.VALUE, "{\"type\":\"tool_result\"}"),
				members(OpenAiRule.PATTERN, "\"tools\":[{\"type\":\"function\",\"name\":\"a.b\"}]"),
				items(OpenAiRule.LENGTH, CALL.replace("\"c\"", "\"" + "c".repeat(65) + "\"")),
				members(OpenAiRule.RANGE, "\"max_output_tokens\":15"),
				members(OpenAiRule.CHOSEN_TOOL, "\"tool_choice\":{\"type\":\"function\",\"name\":\"rm\"}"),
				members(OpenAiRule.SCHEMA, function("\"type\":\"string\"")),
				members(OpenAiRule.STRICT_SCHEMA, function(object)),
				members(OpenAiRule.STRICT_SCHEMA,
						"\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"strict\":true,\"schema\":{"
								+ object + "}}}"),
				members(OpenAiRule.STREAM_OPTIONS, "\"stream_options\":{\"include_obfuscation\":false}"));
	}

	private Stream<NaiveRequest> conversation(IssuedValues issued) {
		ResponsesIds ids = new ResponsesIds(issued);
		String reasoning = ids.reasoning();
		String call = "{\"id\":\"" + ids.item("fc_") + "\"," + CALL.substring(1);
		String thought = "{\"type\":\"reasoning\",\"id\":\"" + reasoning + "\",\"summary\":[],\"encrypted_content\":\"";
		String encrypted = ids.encrypted("m", "x");
		return Stream.of(
				items(ResponsesRule.PARTS_OF_ROLE,
						"{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}"),
				items(ResponsesRule.PARTS_OF_ROLE,
						USER + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"}]}"),
				items(ResponsesRule.IMAGE,
						"{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"iVBORw0KGgo=\"}]}"),
				items(ResponsesRule.CALL_HAS_OUTPUT, USER + "," + CALL),
				items(ResponsesRule.OUTPUT_HAS_CALL, USER + "," + OUTPUT),
				items(ResponsesRule.OUTPUT_HAS_CALL, USER + "," + OUTPUT + "," + CALL),
				items(ResponsesRule.OUTPUT_HAS_CALL, USER + "," + CALL + "," + OUTPUT + "," + OUTPUT),
				items(ResponsesRule.REASONING_FOLLOWED, USER + "," + thought + encrypted + "\"}"),
				items(ResponsesRule.REASONING_FOLLOWED, USER + "," + thought + encrypted + "\"}," + USER),
				items(ResponsesRule.ITEM_WITH_REASONING, USER + "," + call + "," + OUTPUT),
				items(ResponsesRule.ENCRYPTED_CONTENT, USER + "," + thought + "Zm9yZWlnbg==\"}," + call + "," + OUTPUT),
				items(ResponsesRule.ENCRYPTED_CONTENT,
						USER + "," + thought + ids.encrypted("think", "x") + "\"}," + call + "," + OUTPUT),
				items(ResponsesRule.STORED_ITEM,
						USER + ",{\"type\":\"reasoning\",\"id\":\"" + reasoning + "\",\"summary\":[]}," + call),
				items(ResponsesRule.ID_PREFIX, USER + ",{\"id\":\"toolu_1\"," + CALL.substring(1) + "," + OUTPUT),
				items(ResponsesRule.ISSUED_ID, USER + ",{\"id\":\"fc_68a1\"," + CALL.substring(1) + "," + OUTPUT),
				members(ResponsesRule.PREVIOUS_RESPONSE, "\"previous_response_id\":\"resp_68a1\""),
				members(ResponsesRule.ONE_STATE,
						"\"previous_response_id\":\"" + ids.item("resp_") + "\",\"conversation\":\"conv_1\""),
				members(ResponsesRule.BACKGROUND_IS_STORED, "\"background\":true,\"store\":false"));
	}

	private Stream<NaiveRequest> abilities() {
		return Stream.of(body(ResponsesRule.SAMPLING, "{\"model\":\"think\",\"input\":\"Hi\",\"temperature\":0.2}"),
				members(ResponsesRule.EFFORT, "\"reasoning\":{\"effort\":\"low\"}"),
				members(ResponsesRule.EFFORT, "\"reasoning\":{\"summary\":\"auto\"}"),
				members(ResponsesRule.INCLUDE, "\"include\":[\"reasoning.encrypted_content\"]"),
				members(ResponsesRule.JSON_INPUT, "\"text\":{\"format\":{\"type\":\"json_object\"}}"));
	}

}
