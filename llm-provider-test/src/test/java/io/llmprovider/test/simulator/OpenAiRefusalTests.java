package io.llmprovider.test.simulator;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests as a naive client would send them, and what OpenAI says to each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiRefusalTests {

	private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";

	private static final String CALL = "{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}";

	private static final String CALLING = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + CALL + "]}";

	private static final String RESULT = "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"a.txt\"}";

	private static final String TOOLS = ", \"tools\": [{\"type\":\"function\",\"function\":{\"name\":\"ls\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]";

	private final LlmSimulator simulator = LlmSimulator.start();

	private final LlmSimulator listed = LlmSimulator.builder()
		.models(SimulatedModel.of("plain"), SimulatedModel.of("thinker"))
		.extraMembers("reasoning_content")
		.start();

	@AfterAll
	void close() {
		this.simulator.close();
		this.listed.close();
	}

	record Naive(String request, @Nullable String param, @Nullable String code, String message) {

		@Override
		public String toString() {
			return this.message;
		}

	}

	private static Naive body(String members, @Nullable String param, @Nullable String code, String message) {
		return new Naive(TestClient.openAi(members), param, code, message);
	}

	private static Naive messages(String messages, @Nullable String param, @Nullable String code, String message) {
		return new Naive("{\"model\":\"m\",\"messages\":" + messages + "}", param, code, message);
	}

	private static Naive part(String part, @Nullable String param, @Nullable String code, String message) {
		return messages("[{\"role\":\"user\",\"content\":[" + part + "]}]", param, code, message);
	}

	private static Naive function(String function, @Nullable String param, @Nullable String code, String message) {
		return body(", \"tools\": [{\"type\":\"function\",\"function\":" + function + "}]", param, code, message);
	}

	static Stream<Naive> wholeRequests() {
		return Stream.of(new Naive("{\"messages\":[" + USER + "]}", null, null, "you must provide a model parameter"),
				new Naive("{\"model\":\"m\"}", "messages", "missing_required_parameter",
						"Missing required parameter: 'messages'."),
				body(", \"top_k\": 5", null, null, "Unrecognized request argument supplied: top_k"),
				body(", \"parallel_tool_calls\": true", "parallel_tool_calls", null,
						"Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified."),
				body(", \"tool_choice\": \"auto\"", "tool_choice", null,
						"Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified."),
				body(", \"stream_options\": {\"include_usage\": true}", "stream_options", null,
						"The 'stream_options' parameter is only allowed when 'stream' is enabled."),
				body(", \"stream\": true, \"stream_options\": {\"usage\": true}", "stream_options.usage",
						"unknown_parameter", "Unknown parameter: 'stream_options.usage'."),
				body(", \"stream\": \"yes\"", "stream", "invalid_type",
						"Invalid type for 'stream': expected a boolean, but got a string instead."),
				body(", \"max_tokens\": 5, \"max_completion_tokens\": 5", "max_tokens", "invalid_parameter_combination",
						"Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."),
				body(", \"max_tokens\": 0", "max_tokens", "integer_below_min_value",
						"Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead."),
				body(", \"max_tokens\": 1.5", "max_tokens", "invalid_type",
						"Invalid type for 'max_tokens': expected an integer, but got a decimal number instead."),
				body(", \"temperature\": 2.1", "temperature", "decimal_above_max_value",
						"Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.1 instead."),
				body(", \"temperature\": -0.1", "temperature", "decimal_below_min_value",
						"Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -0.1 instead."),
				body(", \"temperature\": \"hot\"", "temperature", "invalid_type",
						"Invalid type for 'temperature': expected a decimal, but got a string instead."),
				body(", \"stop\": [\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop", "array_above_max_length",
						"Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead."),
				body(", \"stop\": [1]", "stop", "invalid_type",
						"Invalid type for 'stop': expected one of a string or array of strings, but got an array instead."),
				body(", \"seed\": 1.5", "seed", "invalid_type",
						"Invalid type for 'seed': expected an integer, but got a decimal number instead."),
				body(", \"top_logprobs\": 3", "top_logprobs", null,
						"The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled."),
				body(", \"reasoning_effort\": \"extreme\"", "reasoning_effort", "invalid_value",
						"Invalid value: 'extreme'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'."),
				body(", \"response_format\": {\"type\": \"json_object\"}", "messages", null,
						"'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."),
				body(", \"response_format\": {\"type\": \"xml\"}", "response_format.type", "invalid_value",
						"Invalid value: 'xml'. Supported values are: 'json_object', 'json_schema', and 'text'."),
				body(", \"response_format\": {\"type\": \"json_schema\"}", "response_format.json_schema",
						"missing_required_parameter", "Missing required parameter: 'response_format.json_schema'."),
				body(", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"x\", \"strict\": true, \"schema\": {\"type\": \"object\", \"properties\": {}}}}",
						"response_format", "invalid_json_schema",
						"Invalid schema for response_format 'x': In context=(), 'additionalProperties' is required to be supplied and to be false."),
				body(", \"metadata\": {\"a\": 1}", "metadata.a", "invalid_type",
						"Invalid type for 'metadata.a': expected a string, but got an integer instead."));
	}

	static Stream<Naive> conversations() {
		String id41 = "c".repeat(41);
		return Stream.of(messages("[]", "messages", "empty_array",
				"Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead."),
				messages("{}", "messages", "invalid_type",
						"Invalid type for 'messages': expected an array of objects, but got an object instead."),
				messages("[\"Hi\"]", "messages[0]", "invalid_type",
						"Invalid type for 'messages[0]': expected an object, but got a string instead."),
				messages("[{\"content\":\"Hi\"}]", "messages[0].role", "missing_required_parameter",
						"Missing required parameter: 'messages[0].role'."),
				messages("[{\"role\":\"model\",\"content\":\"Hi\"}]", "messages[0].role", "invalid_value",
						"Invalid value: 'model'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'."),
				messages("[{\"role\":\"user\",\"content\":null}]", "messages.[0].content", null,
						"Invalid value for 'content': expected a string, got null."),
				messages("[" + USER + ",{\"role\":\"assistant\"}]", "messages.[1].content", null,
						"Invalid value for 'content': expected a string, got null."),
				messages("[{\"role\":\"user\",\"content\":5}]", "messages[0].content", "invalid_type",
						"Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an integer instead."),
				messages("[{\"role\":\"user\",\"content\":[]}]", "messages[0].content", "empty_array",
						"Invalid 'messages[0].content': empty array. Expected an array with minimum length 1, but got an empty array instead."),
				messages("[{\"role\":\"user\",\"content\":\"Hi\",\"reasoning_content\":\"x\"}]",
						"messages[0].reasoning_content", "unknown_parameter",
						"Unknown parameter: 'messages[0].reasoning_content'."),
				messages("[{\"role\":\"user\",\"content\":\"Hi\",\"name\":\"a b\"}]", "messages[0].name",
						"invalid_value",
						"Invalid 'messages[0].name': string does not match pattern. Expected a string that matches the pattern '^[^\\s<|\\\\/>]+$'."),
				messages("[" + USER + "," + CALLING + "]", "messages.[2].role", null,
						"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_1"),
				messages("[" + USER + "," + CALLING + "," + USER + "]", "messages.[2].role", null,
						"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_1"),
				messages("[" + USER + "," + RESULT + "]", "messages.[1].role", null,
						"Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."),
				messages("[" + USER + "," + CALLING + "," + RESULT + "," + RESULT + "]", "messages.[3].tool_call_id",
						null,
						"Invalid parameter: 'tool_call_id' of 'call_1' not found in 'tool_calls' of previous message."),
				messages("[" + CALLING.replace("call_1", id41) + "," + RESULT.replace("call_1", id41) + "]",
						"messages[0].tool_calls[0].id", "string_above_max_length",
						"Invalid 'messages[0].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length 41 instead."),
				messages("[" + CALLING.replace("\"{}\"", "{}") + "," + RESULT + "]",
						"messages[0].tool_calls[0].function.arguments", "invalid_type",
						"Invalid type for 'messages[0].tool_calls[0].function.arguments': expected a string, but got an object instead."),
				messages("[" + CALLING.replace("\"ls\"", "\"a.b\"") + "," + RESULT + "]",
						"messages[0].tool_calls[0].function.name", "invalid_value",
						"Invalid 'messages[0].tool_calls[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."),
				messages("[" + CALLING.replace(CALL, "") + "]", "messages[0].tool_calls", "empty_array",
						"Invalid 'messages[0].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead."));
	}

	static Stream<Naive> parts() {
		String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}";
		String expected = "Invalid image URL: 'messages[0].content[0].image_url.url'. Expected a base64-encoded data URL with an image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), ";
		return Stream.of(part("{\"type\":\"image\"}", "messages[0].content[0].type", "invalid_value",
				"Invalid value: 'image'. Supported values are: 'text', 'image_url', 'input_audio', and 'file'."),
				part("{\"text\":\"Hi\"}", "messages[0].content[0].type", "missing_required_parameter",
						"Missing required parameter: 'messages[0].content[0].type'."),
				part("{\"type\":\"text\"}", "messages[0].content[0].text", "missing_required_parameter",
						"Missing required parameter: 'messages[0].content[0].text'."),
				part("{\"type\":\"image_url\",\"image_url\":\"https://x.example/a.png\"}",
						"messages[0].content[0].image_url", "invalid_type",
						"Invalid type for 'messages[0].content[0].image_url': expected an object, but got a string instead."),
				part(image.formatted("iVBORw0KGgo="), "messages[0].content[0].image_url.url", "invalid_value",
						expected + "but got a value without the 'data:' prefix."),
				part(image.formatted("data:image/png,abc"), "messages[0].content[0].image_url.url", "invalid_value",
						expected + "but got unsupported MIME type or encoding."),
				part(image.formatted("data:image/png;base64,"), "messages[0].content[0].image_url.url", "invalid_value",
						expected + "but got empty base64-encoded bytes."),
				part(image.formatted("data:image/png;base64,a_b-"), "messages[0].content[0].image_url.url",
						"invalid_value", expected + "but got an invalid base64-encoded value."),
				part(image.formatted("data:image/bmp;base64,AAAA"), null, "invalid_image_format",
						"You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp']."),
				part("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"ogg\"}}",
						"messages[0].content[0].input_audio.format", "invalid_value",
						"Invalid value: 'ogg'. Supported values are: 'wav' and 'mp3'."),
				part("{\"type\":\"file\",\"file\":{\"file_data\":\"AAAA\"}}", "messages[0].content[0].file.filename",
						"missing_required_parameter",
						"Missing required parameter: 'messages[0].content[0].file.filename'."),
				messages("[{\"role\":\"system\",\"content\":[" + image.formatted("https://x.example/a.png") + "]}]",
						"messages[0]", "invalid_value",
						"Invalid 'messages[0]'. Image URLs are only allowed for messages with role 'user', but this message with role 'system' contains an image URL."));
	}

	static Stream<Naive> tools() {
		String object = ", \"parameters\":{\"type\":\"object\",\"properties\":{}}}";
		return Stream.of(body(", \"tools\": []", "tools", "empty_array",
				"Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead."),
				body(", \"tools\": [{\"name\":\"ls\"}]", "tools[0].type", "missing_required_parameter",
						"Missing required parameter: 'tools[0].type'."),
				body(", \"tools\": [{\"type\":\"function\",\"name\":\"ls\"}]", "tools[0].name", "unknown_parameter",
						"Unknown parameter: 'tools[0].name'."),
				function("{\"name\":\"read.file\"" + object, "tools[0].function.name", "invalid_value",
						"Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."),
				function("{\"name\":\"\"" + object, "tools[0].function.name", "empty_string",
						"Invalid 'tools[0].function.name': empty string. Expected a string with minimum length 1, but got an empty string instead."),
				function("{\"name\":\"" + "n".repeat(65) + "\"" + object, "tools[0].function.name",
						"string_above_max_length",
						"Invalid 'tools[0].function.name': string too long. Expected a string with maximum length 64, but got a string with length 65 instead."),
				function("{\"name\":\"ls\", \"parameters\":\"{}\"}", "tools[0].function.parameters", "invalid_type",
						"Invalid type for 'tools[0].function.parameters': expected an object, but got a string instead."),
				function("{\"name\":\"ls\", \"parameters\":{\"type\":\"string\"}}", "tools[0].function.parameters",
						"invalid_function_parameters",
						"Invalid schema for function 'ls': schema must be a JSON Schema of 'type: \"object\"', got 'type: \"string\"'."),
				function("{\"name\":\"ls\", \"parameters\":{}}", "tools[0].function.parameters",
						"invalid_function_parameters",
						"Invalid schema for function 'ls': schema must be a JSON Schema of 'type: \"object\"', got 'type: \"None\"'."),
				function("{\"name\":\"ls\", \"parameters\":{\"type\":\"object\"}}", "tools[0].function.parameters",
						"invalid_function_parameters",
						"Invalid schema for function 'ls': In context=(), object schema missing properties."),
				function(
						"{\"name\":\"ls\", \"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\"}}}}",
						"tools[0].function.parameters", "invalid_function_parameters",
						"Invalid schema for function 'ls': In context=('properties', 'a'), array schema missing items."),
				function(
						"{\"name\":\"ls\", \"strict\":true, \"parameters\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[],\"properties\":{\"a\":{\"type\":\"string\"}}}}",
						"tools[0].function.parameters", "invalid_function_parameters",
						"Invalid schema for function 'ls': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'."),
				body(TOOLS + ", \"tool_choice\": \"any\"", "tool_choice", "invalid_value",
						"Invalid value: 'any'. Supported values are: 'none', 'auto', and 'required'."),
				body(TOOLS + ", \"tool_choice\": {\"type\":\"function\",\"function\":{\"name\":\"rm\"}}", "tool_choice",
						null, "Tool choice 'function' not found in 'tools' parameter."));
	}

	@ParameterizedTest
	@MethodSource({ "wholeRequests", "conversations", "parts", "tools" })
	void naiveRequestsAreRefusedInOpenAisWords(Naive naive) {
		HttpResponse<String> response = new TestClient(this.simulator).post(TestClient.OPENAI, naive.request());
		JsonNode error = TestClient.json(response).path("error");
		assertThat(error.path("message").asString()).isEqualTo(naive.message());
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
		assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
		assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
		assertThat(error.path("param").stringValue(null)).isEqualTo(naive.param());
		assertThat(error.path("code").stringValue(null)).isEqualTo(naive.code());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"model\":", "[]", "\"text\"", "",
			"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"half \\ud83d\"}]}" })
	void whatIsNoJsonTextIsRefused(String body) {
		HttpResponse<String> response = new TestClient(this.simulator).post(TestClient.OPENAI, body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(response).at("/error/message").asString())
			.startsWith("We could not parse the JSON body of your request.");
	}

	@Test
	void bytesThatAreNoUtf8AreRefused() {
		byte[] latin = TestClient.openAi(", \"user\": \"Käthe\"").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(new TestClient(this.simulator).post(TestClient.OPENAI, latin).statusCode()).isEqualTo(400);
		// half of a surrogate pair in three bytes, as some encoders write it
		byte[] surrogate = TestClient.openAi(", \"user\": \"???\"").getBytes(StandardCharsets.ISO_8859_1);
		int at = new String(surrogate, StandardCharsets.ISO_8859_1).indexOf("???");
		surrogate[at] = (byte) 0xED;
		surrogate[at + 1] = (byte) 0xA0;
		surrogate[at + 2] = (byte) 0x80;
		assertThat(new TestClient(this.simulator).post(TestClient.OPENAI, surrogate).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ", \"stream\": null, \"tools\": null, \"temperature\": 2",
			", \"stop\": [\"a\",\"b\",\"c\",\"d\"], \"max_completion_tokens\": 9, \"seed\": 99999999999",
			TOOLS + ", \"tool_choice\": \"required\", \"parallel_tool_calls\": false",
			TOOLS + ", \"tool_choice\": {\"type\":\"function\",\"function\":{\"name\":\"ls\"}}",
			", \"response_format\": {\"type\":\"json_object\"}, \"user\": \"json\", \"messages\": [{\"role\":\"user\",\"content\":\"JSON, please\"}]",
			", \"messages\": [" + USER + "," + CALLING + "," + RESULT + "," + USER + "]",
			", \"messages\": [{\"role\":\"developer\",\"content\":\"Be kind\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\",\"detail\":\"low\"}}]}]" })
	void goodRequestsAreAccepted(String members) {
		HttpResponse<String> response = new TestClient(this.simulator).post(TestClient.OPENAI,
				TestClient.openAi(members));
		assertThat(response.body()).contains("\"chat.completion\"");
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@Test
	void unknownModelsAreNotFoundWhereModelsAreListed() {
		HttpResponse<String> response = new TestClient(this.listed).post(TestClient.OPENAI, TestClient.openAi(""));
		assertThat(response.statusCode()).isEqualTo(404);
		JsonNode error = TestClient.json(response).path("error");
		assertThat(error.path("code").asString()).isEqualTo("model_not_found");
		assertThat(error.path("message").asString())
			.isEqualTo("The model `echo` does not exist or you do not have access to it.");
	}

	@Test
	void reasoningModelsRefuseSamplingAndOthersRefuseEffort() {
		TestClient client = new TestClient(this.listed);
		String plain = TestClient.openAi(", \"reasoning_effort\": \"low\"").replace("echo", "plain");
		assertThat(client.post(TestClient.OPENAI, plain).body())
			.contains("Unrecognized request argument supplied: reasoning_effort");
		String hot = TestClient.openAi(", \"temperature\": 0.5").replace("echo", "thinker");
		assertThat(TestClient.json(client.post(TestClient.OPENAI, hot)).at("/error/code").asString())
			.isEqualTo("unsupported_value");
		String limited = TestClient.openAi(", \"max_tokens\": 5").replace("echo", "thinker");
		assertThat(TestClient.json(client.post(TestClient.OPENAI, limited)).at("/error/code").asString())
			.isEqualTo("unsupported_parameter");
	}

	@Test
	void extraMembersAreAcceptedWhereTheyAreAllowed() {
		String request = "{\"model\":\"plain\",\"messages\":[" + USER
				+ ",{\"role\":\"assistant\",\"content\":\"Hi\",\"reasoning_content\":\"Hm\"}," + USER + "]}";
		assertThat(new TestClient(this.listed).post(TestClient.OPENAI, request).statusCode()).isEqualTo(200);
	}

}
