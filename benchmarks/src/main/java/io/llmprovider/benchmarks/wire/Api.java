package io.llmprovider.benchmarks.wire;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The APIs whose streams the server plays. Their identifiers are those of the property
 * {@code api}.
 */
public enum Api {

	OPENAI_COMPLETIONS("openai-completions", "OpenAI Chat Completions", "/v1/chat/completions", CompletionsScript::of),

	OPENAI_RESPONSES("openai-responses", "OpenAI Responses", "/v1/responses", ResponsesScript::of),

	ANTHROPIC_MESSAGES("anthropic-messages", "Anthropic Messages", "/v1/messages", AnthropicScript::of),

	GOOGLE_GENERATIVE_AI("google-generative-ai", "Google Gemini", "/v1beta/models/%s:streamGenerateContent?alt=sse",
			GeminiScript::of),

	BEDROCK_CONVERSE("bedrock-converse-stream", "Amazon Bedrock Converse", "/model/%s/converse-stream",
			BedrockScript::of);

	private final String id;

	private final String title;

	private final String path;

	private final Function<List<String>, AnswerScript> script;

	Api(String id, String title, String path, Function<List<String>, AnswerScript> script) {
		this.id = id;
		this.title = title;
		this.path = path;
		this.script = script;
	}

	public String id() {
		return this.id;
	}

	public String title() {
		return this.title;
	}

	/** Path and query of a request for a model, from the server's root. */
	public String path(String model) {
		return this.path.formatted(model);
	}

	/** The answer to a workload: the same for server and client. */
	public AnswerScript script(Workload workload) {
		return this.script.apply(Texts.of(workload));
	}

	String contentType() {
		return (this == BEDROCK_CONVERSE) ? "application/vnd.amazon.eventstream" : "text/event-stream; charset=utf-8";
	}

	/** The API that a request is made in, by the end of its path. */
	static Api ofRequest(String uri) {
		int query = uri.indexOf('?');
		String asked = (query < 0) ? uri : uri.substring(0, query);
		return Arrays.stream(values())
			.filter(api -> asked.endsWith(api.method()))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Unexpected request for " + uri));
	}

	/** What is always the last of the path. */
	private String method() {
		int model = this.path.indexOf("%s");
		int from = (model < 0) ? 0 : model + 2;
		int query = this.path.indexOf('?');
		return this.path.substring(from, (query < 0) ? this.path.length() : query);
	}

	public static Api of(String id) {
		return Arrays.stream(values())
			.filter(api -> api.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No API '" + id + "'; there are "
					+ Arrays.stream(values()).map(Api::id).collect(Collectors.joining(", "))));
	}

}
