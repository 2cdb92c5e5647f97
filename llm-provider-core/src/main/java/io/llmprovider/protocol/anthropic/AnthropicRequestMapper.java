package io.llmprovider.protocol.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.AlternatingTurns;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ClaudeModel;
import io.llmprovider.protocol.ClaudeSampling;
import io.llmprovider.protocol.ClaudeThinking;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as the body of a request.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages/create">Create a
 * message</a>
 */
final class AnthropicRequestMapper {

	private static final String VERSION_HEADER = "anthropic-version";

	private static final String VERSION = "2023-06-01";

	/** Longer answers are only given if they are asked for. */
	private static final int USUAL_MAX_TOKENS = 32_000;

	private static final int UNKNOWN_MAX_TOKENS = 8_192;

	private final ChatCall call;

	private final ChatRequest request;

	private final ChatOptions options;

	private final ClaudeModel model;

	private final Map<String, @Nullable Object> own;

	private final boolean betas;

	private final List<Warning> warnings = new ArrayList<>();

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	/**
	 * Creates a mapper for one call.
	 * @param call the call
	 * @param spec the options of the endpoint
	 * @param betas whether the endpoint knows the features that are still beta
	 */
	AnthropicRequestMapper(ChatCall call, OptionSpec spec, boolean betas) {
		this.betas = betas;
		this.call = call;
		this.request = call.request();
		this.options = call.options();
		this.model = ClaudeModel.of(call.model().id());
		this.own = AnthropicOptions.checked(call, spec);
	}

	WireRequest request(String address) {
		AnthropicCacheMarks marks = new AnthropicCacheMarks(this.call,
				this.own.get(AnthropicOptions.CACHE_CONTROL) != null);
		AnthropicTools tools = new AnthropicTools(this.call, this.model, this.own, this.warnings);
		List<Map<String, @Nullable Object>> offered = tools.tools(marks);
		List<Map<String, @Nullable Object>> system = system(marks);
		AnthropicContent content = new AnthropicContent(Boolean.TRUE.equals(this.own.get(AnthropicOptions.CITATIONS)));
		AlternatingTurns turns = turns(marks, content);
		marks.settle(this.warnings);
		ClaudeThinking thinking = new ClaudeThinking(this.call, this.model,
				ClaudeThinking.Wishes.of(this.own, AnthropicFormat.isByTool(this.call)), obstacle(turns),
				this.warnings);
		int maxTokens = maxTokens(thinking);

		put("model", this.call.model().id());
		put("max_tokens", maxTokens);
		put("system", system.isEmpty() ? null : system);
		put("messages", turns.messages());
		put("tools", offered);
		put("tool_choice", tools.choice(thinking.thinks()));
		put("thinking", thinking.wire());
		put("output_config", outputConfig(thinking));
		sampling(thinking.thinks());
		put("stop_sequences", stop());
		put("metadata", metadata());
		AnthropicOptions.PLAIN.forEach((name) -> put(name, this.own.get(name)));
		put("stream", this.call.streaming() ? Boolean.TRUE : null);
		unknown();
		return withHeaders(WireRequest.post(address, this.body, this.call.streaming(), this.warnings),
				new AnthropicBetas(this.call, this.own, thinking.isInterleavedByBeta(), content.hasFiles(),
						this.betas));
	}

	private List<Map<String, @Nullable Object>> system(AnthropicCacheMarks marks) {
		List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
		List<Text> texts = this.request.system();
		for (int i = 0; i < texts.size(); i++) {
			Map<String, @Nullable Object> block = AnthropicContent.typed("text");
			block.put("text", texts.get(i).text());
			marks.markPrefix(block, texts.get(i).cache(), i == texts.size() - 1);
			blocks.add(block);
		}
		return blocks;
	}

	private AlternatingTurns turns(AnthropicCacheMarks marks, AnthropicContent content) {
		AlternatingTurns turns = new AnthropicMessageMapper(this.call, marks, content).turns();
		if (turns.messages().isEmpty()) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one that is not blank, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		return turns;
	}

	/** Why the model cannot be given a budget for thoughts, or null if it can. */
	private @Nullable String obstacle(AlternatingTurns turns) {
		boolean stuck = this.model.isClaude() && AnthropicMessageMapper.isInLoopWithoutThoughts(turns);
		return stuck ? "the tool calls under way began without thoughts of this model" : null;
	}

	private int maxTokens(ClaudeThinking thinking) {
		Integer told = this.call.model().maxOutputTokens();
		Integer most = (told != null) ? told : this.model.maxOutputTokens();
		Integer wanted = this.options.maxTokens();
		int usual = (most != null) ? Math.min(most, USUAL_MAX_TOKENS) : UNKNOWN_MAX_TOKENS;
		int sent = thinking.maxTokens((wanted != null) ? wanted : usual, most);
		if (wanted != null && sent > wanted) {
			this.warnings.add(new Warning("max-tokens-raised", "Thoughts count as part of the answer: " + sent
					+ " tokens were allowed, so that the answer may have " + wanted));
		}
		return sent;
	}

	private @Nullable Map<String, @Nullable Object> outputConfig(ClaudeThinking thinking) {
		Map<String, @Nullable Object> config = new LinkedHashMap<>();
		config.put("effort", thinking.effort());
		ResponseFormat.JsonSchema schema = AnthropicFormat.schema(this.call);
		if (schema != null && AnthropicFormat.isNative(this.call)) {
			config.put("format", AnthropicFormat.wire(schema, this.call));
		}
		else if (this.options.responseFormat() != null && !AnthropicFormat.isByTool(this.call)) {
			String why = (schema == null) ? "the Messages API holds answers only to a schema, as jsonSchema has it"
					: "the model needs a tool named " + AnthropicFormat.TOOL + " for it, and that name is taken";
			this.warnings.add(new Warning("response-format-left-out", "The response format was left out: " + why));
		}
		config.put("task_budget", this.own.get(AnthropicOptions.TASK_BUDGET));
		config.values().removeIf((value) -> value == null);
		return config.isEmpty() ? null : config;
	}

	private void sampling(boolean thinks) {
		ClaudeSampling sampling = new ClaudeSampling(this.call, this.model, thinks,
				this.own.get(AnthropicOptions.TOP_K), this.warnings);
		put("temperature", sampling.temperature());
		put("top_p", sampling.topP());
		put("top_k", sampling.topK());
	}

	private @Nullable List<String> stop() {
		List<String> stop = this.options.stop();
		if (stop == null) {
			return null;
		}
		List<String> words = stop.stream().filter((word) -> !word.isBlank()).toList();
		if (words.size() < stop.size()) {
			this.warnings.add(AnthropicOptions.leftOut("a stop sequence", "it is blank"));
		}
		return words.isEmpty() ? null : words;
	}

	private @Nullable Object metadata() {
		Object metadata = this.own.get(AnthropicOptions.METADATA);
		Object user = this.own.get(AnthropicOptions.USER_ID);
		if (user == null) {
			return metadata;
		}
		Map<String, @Nullable Object> merged = new LinkedHashMap<>();
		if (metadata instanceof Map<?, ?> map) {
			map.forEach((name, value) -> merged.put(String.valueOf(name), value));
		}
		merged.put(AnthropicOptions.USER_ID, user);
		return merged;
	}

	private void unknown() {
		Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
		unknown.put("seed", this.options.seed());
		unknown.put("frequency-penalty", this.options.frequencyPenalty());
		unknown.put("presence-penalty", this.options.presencePenalty());
		unknown.forEach((name, value) -> {
			if (value != null) {
				this.warnings.add(AnthropicOptions.leftOut(name, "the Messages API does not know it"));
			}
		});
	}

	private WireRequest withHeaders(WireRequest plain, AnthropicBetas betas) {
		WireRequest result = plain.header(VERSION_HEADER, VERSION)
			.header("Accept", this.call.streaming() ? "text/event-stream" : "application/json");
		String value = betas.value();
		return (value != null) ? result.header(AnthropicBetas.HEADER, value) : result;
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.body.put(name, value);
		}
	}

}
