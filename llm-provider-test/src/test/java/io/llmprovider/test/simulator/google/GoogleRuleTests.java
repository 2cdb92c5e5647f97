package io.llmprovider.test.simulator.google;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.wire.IssuedValues;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

class GoogleRuleTests extends DialectRuleTests {

	private static final String THIRD = "gemini-3-pro-preview";

	private static final String SECOND = "gemini-2.5-pro";

	private static final String OLD = "gemini-2.0-flash";

	private static final String USER = "{'role':'user','parts':[{'text':'Hi'}]}";

	private static final String CALL = "{'functionCall':{'name':'ls','args':{}}}";

	private static final String SKIPPED = "{'functionCall':{'name':'ls','args':{}},'thoughtSignature':"
			+ "'skip_thought_signature_validator'}";

	private static final String RESPONSE = "{'functionResponse':{'name':'ls','response':{'output':'a'}}}";

	private static final String LS = "'name':'ls','description':'Lists files'";

	GoogleRuleTests() {
		super(new GoogleDialect(),
				LlmSimulator.builder()
					.apiKey("k")
					.models(SimulatedModel.of(THIRD), SimulatedModel.of(SECOND), SimulatedModel.of(OLD)));
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		return Stream.of(envelopes(), turns(), calls(), signatures(), schemas(), settings())
			.flatMap((requests) -> requests);
	}

	private static Stream<NaiveRequest> envelopes() {
		String path = path(THIRD);
		return Stream.of(NaiveRequest.post(GoogleRule.KEY, path, "{}"),
				NaiveRequest.post(GoogleRule.KEY, path, "{}", "x-goog-api-key", "wrong"),
				NaiveRequest.post(GoogleRule.KEY, path, "{}", "Authorization", "Bearer k"),
				body(GoogleRule.JSON_BODY, THIRD, "{'contents':"), body(GoogleRule.JSON_BODY, THIRD, "[]"),
				body(GoogleRule.MODEL, "gpt-5", "{}"),
				body(GoogleRule.CONTEXT_WINDOW, THIRD,
						"{'contents':[" + USER.replace("Hi", "word ".repeat(140_000)) + "]}"),
				members(GoogleRule.UNKNOWN_MEMBER, "'messages':[]"), members(GoogleRule.UNKNOWN_MEMBER, "'labels':{}"),
				members(GoogleRule.UNKNOWN_MEMBER, "'generationConfig':{'maxTokens':1}"),
				members(GoogleRule.REQUIRED, "'systemInstruction':{}"),
				members(GoogleRule.TYPE, "'systemInstruction':'Be kind'"),
				members(GoogleRule.VALUE, "'serviceTier':'auto'"),
				members(GoogleRule.RANGE, "'generationConfig':{'temperature':2.5}"),
				members(GoogleRule.RANGE, "'generationConfig':{'stopSequences':['a','b','c','d','e','f']}"));
	}

	private static Stream<NaiveRequest> turns() {
		String hello = model("{'text':'Hello'}");
		return Stream.of(body(GoogleRule.CONTENTS, THIRD, "{}"), contents(GoogleRule.CONTENTS),
				contents(GoogleRule.ROLE, USER, hello.replace("model", "assistant"), USER),
				contents(GoogleRule.ROLE, "{'role':'system','parts':[{'text':'Be kind'}]}", USER),
				contents(GoogleRule.FIRST_ROLE, hello, USER), contents(GoogleRule.TURNS, USER, USER),
				contents(GoogleRule.TURNS, USER, model(SKIPPED), user(RESPONSE), user("{'text':'And?'}")),
				contents(GoogleRule.PARTS, USER, model(), USER),
				contents(GoogleRule.PARTS, USER, "{'role':'model'}", USER), contents(GoogleRule.PART_DATA, user("{}")),
				contents(GoogleRule.PART_DATA, user("{'thought':true}")),
				contents(GoogleRule.PART_DATA, user("{'text':'a','fileData':{'fileUri':'gs://a'}}")),
				contents(GoogleRule.PART_ROLE, USER, model(RESPONSE)),
				contents(GoogleRule.INLINE_DATA, user("{'inlineData':{'data':'AQID'}}")),
				contents(GoogleRule.INLINE_DATA, user("{'inlineData':{'mimeType':'image/png','data':'data:x'}}")));
	}

	private static Stream<NaiveRequest> calls() {
		String media = "{'functionResponse':{'name':'ls','response':{},'parts':[{'inlineData':"
				+ "{'mimeType':'image/png','data':'AQID'}}]}}";
		return Stream.of(contents(GoogleRule.CALL_TURN, model(SKIPPED), user(RESPONSE)),
				contents(GoogleRule.CALL_TURN, USER, model("{'text':'I look'}"), model(SKIPPED), user(RESPONSE)),
				contents(GoogleRule.RESPONSE_TURN, user(RESPONSE)),
				contents(GoogleRule.RESPONSE_TURN, USER, model("{'text':'Hello'}"), user(RESPONSE)),
				contents(GoogleRule.RESPONSE_COUNT, USER, model(SKIPPED, CALL), user(RESPONSE)),
				contents(GoogleRule.RESPONSE_COUNT, USER, model(SKIPPED), user("{'text':'Never mind'}")),
				contents(GoogleRule.RESPONSE_NAME, USER, model(SKIPPED), user(RESPONSE.replace("ls", "cat"))),
				contents(GoogleRule.RESPONSE_NAME, USER, model(SKIPPED),
						user(RESPONSE.replace("'name'", "'id':'made-up','name'"))),
				contents(GoogleRule.TYPE, USER, model(SKIPPED), user(RESPONSE.replace("{'output':'a'}", "'a'"))),
				body(GoogleRule.RESPONSE_MEDIA, SECOND,
						"{'contents':[" + USER + "," + model(CALL) + "," + user(media) + "]}"));
	}

	private static Stream<NaiveRequest> signatures() {
		return Stream.of(contents(GoogleRule.SIGNATURE_MISSING, USER, model(CALL), user(RESPONSE)),
				contents(GoogleRule.SIGNATURE_MISSING, USER, model(SKIPPED), user(RESPONSE), model(CALL),
						user(RESPONSE)),
				contents(GoogleRule.SIGNATURE, USER, model(signed(CALL, "another account", THIRD)), user(RESPONSE)),
				contents(GoogleRule.SIGNATURE, USER, model(signed(CALL, "simulator", SECOND)), user(RESPONSE)),
				contents(GoogleRule.SIGNATURE, USER,
						model(signed(CALL, "simulator", THIRD).replace("'args':{}", "'args':{'a':1}")), user(RESPONSE)),
				contents(GoogleRule.SIGNATURE, USER, model("{'text':'Hello','thoughtSignature':'c2ln'}"), USER));
	}

	private static Stream<NaiveRequest> schemas() {
		String object = "'type':'OBJECT','properties':{'a':";
		return Stream.of(function(GoogleRule.FUNCTION_NAME, THIRD, "'name':'2ls'"),
				function(GoogleRule.FUNCTION_NAME, THIRD, "'name':'list files'"),
				function(GoogleRule.REQUIRED, THIRD, "'description':'x'"),
				members(GoogleRule.UNIQUE_FUNCTION, "'tools':[{'functionDeclarations':[{" + LS + "},{" + LS + "}]}]"),
				function(GoogleRule.ONE_SCHEMA, THIRD,
						LS + ",'parameters':{" + object + "{'type':'STRING'}}},'parametersJsonSchema':{}"),
				parameters(GoogleRule.SCHEMA_WORD, object + "{'type':'STRING'}},'additionalProperties':false"),
				parameters(GoogleRule.SCHEMA_WORD, "'$schema':'x'," + object + "{'type':'STRING'}}"),
				parameters(GoogleRule.SCHEMA_WORD, object + "{'const':'a','type':'STRING'}}"),
				parameters(GoogleRule.SCHEMA_TYPE, object + "{}}"),
				parameters(GoogleRule.SCHEMA_TYPE, object + "{'type':'uuid'}}"),
				parameters(GoogleRule.TYPE, object + "{'type':['string','null']}}"),
				parameters(GoogleRule.SCHEMA_PROPERTIES, "'type':'OBJECT','properties':{}"),
				parameters(GoogleRule.SCHEMA_PROPERTIES, object + "{'type':'STRING'}},'required':['b']"),
				parameters(GoogleRule.SCHEMA_ITEMS, object + "{'type':'ARRAY'}}"),
				parameters(GoogleRule.SCHEMA_ENUM, object + "{'type':'INTEGER','enum':[1,2]}}"),
				parameters(GoogleRule.SCHEMA_FORMAT, object + "{'type':'STRING','format':'email'}}"),
				members(GoogleRule.ALLOWED_NAMES, "'tools':[{'functionDeclarations':[{" + LS
						+ "}]}],'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['cat']}}"),
				body(GoogleRule.TOOLS_MIX, SECOND,
						with("'tools':[{'functionDeclarations':[{" + LS + "}]},{'googleSearch':{}}]")));
	}

	private static Stream<NaiveRequest> settings() {
		String json = "'generationConfig':{'responseMimeType':'application/json'";
		return Stream.of(
				body(GoogleRule.FORMAT_WITH_TOOLS, SECOND,
						with("'tools':[{'functionDeclarations':[{" + LS + "}]}]," + json + "}")),
				members(GoogleRule.SCHEMA_FORM, "'generationConfig':{'responseSchema':{'type':'STRING'}}"),
				members(GoogleRule.ONE_SCHEMA, json + ",'responseSchema':{'type':'STRING'},'responseJsonSchema':{}}"),
				thinking(GoogleRule.THINKING, OLD, "'thinkingBudget':0"),
				thinking(GoogleRule.THINKING_KIND, SECOND, "'thinkingLevel':'LOW'"),
				thinking(GoogleRule.THINKING_KIND, THIRD, "'thinkingLevel':'LOW','thinkingBudget':1024"),
				thinking(GoogleRule.THINKING_RANGE, SECOND, "'thinkingBudget':0"),
				thinking(GoogleRule.THINKING_RANGE, THIRD, "'thinkingLevel':'MINIMAL'"), members(GoogleRule.CACHE,
						"'cachedContent':'cachedContents/1','systemInstruction':{'parts':[{'text':'Be kind'}]}"));
	}

	private static String signed(String part, String secret, String model) {
		ObjectNode node = (ObjectNode) WireJson.read(part.replace('\'', '"'));
		return WireJson.text(new Signatures(new IssuedValues(secret), model).sign(node)).replace('"', '\'');
	}

	private static NaiveRequest body(GoogleRule rule, String model, String body) {
		return NaiveRequest.post(rule, path(model), body.replace('\'', '"'), "x-goog-api-key", "k");
	}

	private static String path(String model) {
		return "/v1beta/models/" + model + ":generateContent";
	}

	private static String with(String members) {
		return "{'contents':[" + USER + "]," + members + "}";
	}

	private static NaiveRequest members(GoogleRule rule, String members) {
		return body(rule, THIRD, with(members));
	}

	private static NaiveRequest contents(GoogleRule rule, String... contents) {
		return body(rule, THIRD, "{'contents':[" + String.join(",", contents) + "]}");
	}

	private static NaiveRequest function(GoogleRule rule, String model, String members) {
		return body(rule, model, with("'tools':[{'functionDeclarations':[{" + members + "}]}]"));
	}

	private static NaiveRequest parameters(GoogleRule rule, String members) {
		return function(rule, THIRD, LS + ",'parameters':{" + members + "}");
	}

	private static NaiveRequest thinking(GoogleRule rule, String model, String members) {
		return body(rule, model, with("'generationConfig':{'thinkingConfig':{" + members + "}}"));
	}

	private static String user(String... parts) {
		return "{'role':'user','parts':[" + String.join(",", parts) + "]}";
	}

	private static String model(String... parts) {
		return "{'role':'model','parts':[" + String.join(",", parts) + "]}";
	}

}
