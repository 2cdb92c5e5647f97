package io.llmprovider.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.BuiltInProtocols;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A generation of models, and what is sent to it for each thinking level.
 *
 * @param api the protocol
 * @param what which models, for the reader
 * @param model the id of one of them
 * @param levels the levels that the catalogue gives it, none if it gives none
 * @param format how the server is told to think, or null for the protocol's own way
 */
record ThinkingCase(String api, String what, String model, Set<ThinkingLevel> levels, @Nullable ThinkingFormat format) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Set<ThinkingLevel> EFFORTS = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM,
			ThinkingLevel.HIGH);

	private static final Set<ThinkingLevel> GPT_5_2 = Set.of(ThinkingLevel.OFF, ThinkingLevel.LOW, ThinkingLevel.MEDIUM,
			ThinkingLevel.HIGH, ThinkingLevel.XHIGH);

	static List<ThinkingCase> all() {
		List<ThinkingCase> cases = new ArrayList<>(claude());
		cases.addAll(openAi("openai-completions"));
		for (ThinkingFormat format : ThinkingFormat.values()) {
			if (format != ThinkingFormat.OPENAI) {
				String name = format.name().toLowerCase(Locale.ROOT).replace('_', '-');
				cases.add(new ThinkingCase("openai-completions", "`thinking-format: " + name + "`", "some-model",
						Set.of(), format));
			}
		}
		cases.addAll(openAi("openai-responses"));
		String google = "google-generative-ai";
		cases.add(of(google, "Gemini 2.5 Pro", "gemini-2.5-pro", Set.of()));
		cases.add(of(google, "Gemini 2.5 Flash", "gemini-2.5-flash", Set.of()));
		cases.add(of(google, "Gemini 3 Pro", "gemini-3-pro-preview", Set.of(ThinkingLevel.LOW, ThinkingLevel.HIGH)));
		cases.add(of(google, "Gemini 3 Flash", "gemini-3-flash-preview", Set.of()));
		cases.add(of("mistral", "hybrid models", "mistral-medium-2604", Set.of(ThinkingLevel.OFF, ThinkingLevel.HIGH)));
		cases.add(of("mistral", "Magistral", "magistral-medium-latest", Set.of()));
		cases.addAll(bedrock());
		cases.add(of("ollama-chat", "all but gpt-oss", "qwen3:8b", Set.of()));
		cases.add(of("ollama-chat", "gpt-oss", "gpt-oss:20b", Set.of()));
		cases.add(of("ollama-chat", "DeepSeek V4", "deepseek-v4-pro",
				Set.of(ThinkingLevel.OFF, ThinkingLevel.HIGH, ThinkingLevel.MAX)));
		return cases;
	}

	private static List<ThinkingCase> openAi(String api) {
		Set<ThinkingLevel> gpt5 = Set.of(ThinkingLevel.MINIMAL, ThinkingLevel.LOW, ThinkingLevel.MEDIUM,
				ThinkingLevel.HIGH);
		return List.of(of(api, "o1, o3, o4-mini", "o3", EFFORTS), of(api, "gpt-5", "gpt-5", gpt5),
				of(api, "gpt-5.2 and later", "gpt-5.4", GPT_5_2),
				of(api, "gpt-5-pro", "gpt-5-pro", Set.of(ThinkingLevel.HIGH)),
				of(api, "a model nobody knows", "some-model", Set.of()));
	}

	private static List<ThinkingCase> claude() {
		String api = "anthropic-messages";
		return List.of(of(api, "Claude 3.5 and before", "claude-3-5-haiku-latest", Set.of()),
				of(api, "Claude 3.7 to 4.5", "claude-sonnet-4-5", Set.of()),
				of(api, "Claude Opus 4.5", "claude-opus-4-5", EFFORTS),
				of(api, "Claude 4.6", "claude-opus-4-6",
						Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH, ThinkingLevel.MAX)),
				of(api, "Claude 4.7 to 5", "claude-sonnet-5", Set.of()),
				of(api, "Claude Fable and Mythos", "claude-fable-5", Set.of()),
				of(api, "compatible hosts", "kimi-k2-thinking", Set.of()));
	}

	private static List<ThinkingCase> bedrock() {
		String api = "bedrock-converse-stream";
		return List.of(of(api, "Claude 3.7 to 4.5", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", Set.of()),
				of(api, "Claude 4.7 to 5", "global.anthropic.claude-sonnet-5", Set.of()),
				of(api, "Nova 2", "us.amazon.nova-2-lite-v1:0", Set.of()),
				of(api, "gpt-oss", "openai.gpt-oss-120b-1:0", Set.of()),
				of(api, "OpenAI's others", "us.openai.gpt-5.2", Set.of()),
				of(api, "others", "us.meta.llama3-3-70b-instruct-v1:0", Set.of()));
	}

	private static ThinkingCase of(String api, String what, String model, Set<ThinkingLevel> levels) {
		return new ThinkingCase(api, what, model, levels, null);
	}

	/** The members that a level adds to a request or changes in it. */
	Sent sent(ThinkingLevel level) {
		WireProtocol protocol = BuiltInProtocols.all()
			.stream()
			.filter((known) -> known.id().equals(this.api))
			.findFirst()
			.orElseThrow();
		WireRequest plain = protocol.encode(call(null));
		WireRequest told = protocol.encode(call(level));
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		told.body().forEach((name, value) -> {
			if (!plain.body().containsKey(name) || !Objects.equals(value, plain.body().get(name))) {
				members.put(name, value);
			}
		});
		return new Sent(members.isEmpty() ? "–" : "`" + json(members) + "`",
				told.warnings().stream().map(Warning::code).distinct().toList());
	}

	private static String json(Map<String, @Nullable Object> members) {
		String json = JSON.writeValueAsString(members);
		return json.substring(1, json.length() - 1);
	}

	private ChatCall call(@Nullable ThinkingLevel level) {
		Capabilities known = new Capabilities(null, null, this.what.contains("nobody") ? null : Boolean.TRUE,
				this.levels, null, null, null, null);
		boolean old = this.model.startsWith("claude-3-5");
		Model model = Model.builder("p", this.model).capabilities(old ? Capabilities.UNKNOWN : known).build();
		return ChatCall.builder(model)
			.baseUrl("https://api.example.com/v1")
			.request(ChatRequest.of("Hello").withOptions(ChatOptions.builder().thinking(level).build()))
			.compat(Compat.builder().thinkingFormat(this.format).build())
			.build();
	}

	/**
	 * What is sent for a level.
	 *
	 * @param json the members of the request
	 * @param warnings codes of warnings on the response
	 */
	record Sent(String json, List<String> warnings) {

		@Override
		public String toString() {
			return this.json + (this.warnings.isEmpty() ? "" : " *" + String.join(", ", this.warnings) + "*");
		}

	}

}
