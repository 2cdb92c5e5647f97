package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.PromptRetention;
import io.llmprovider.protocol.StrictSchemas;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as the body of a request. The provider is asked not to keep it, and to
 * give encrypted reasoning instead, unless the user wants it kept.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">Create a
 * response</a>
 */
final class OpenAiResponsesRequestMapper {

	private static final String ENCRYPTED_REASONING = "reasoning.encrypted_content";

	private final ChatCall call;

	private final ChatOptions options;

	private final ResponsesDialect dialect;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings = new ArrayList<>();

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	OpenAiResponsesRequestMapper(ChatCall call, ResponsesDialect dialect, OptionSpec spec) {
		this.call = call;
		this.options = call.options();
		this.dialect = dialect;
		this.own = spec.check(call);
	}

	WireRequest request(String address) {
		if (this.call.request().messages().isEmpty()) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		OpenAiResponsesThinking thinking = new OpenAiResponsesThinking(this.call, this.dialect, this.own,
				this.warnings);
		ResponsesTools tools = new ResponsesTools(this.call, this.own.remove(ResponsesOptions.TOOLS), this.warnings);
		Object store = this.own.remove(ResponsesOptions.STORE);

		put("model", this.call.model().id());
		put("instructions", this.dialect.systemIsBeside() ? instructions() : null);
		put("input", new OpenAiResponsesMessageMapper(this.call, this.dialect).items());
		put("stream", this.call.streaming());
		put("stream_options", streamOptions(this.own.remove(ResponsesOptions.INCLUDE_OBFUSCATION)));
		put("store", (store != null) ? store : notStored());
		put("max_output_tokens", maxTokens());
		put("reasoning", thinking.reasoning());
		put("include", include(this.own.remove(ResponsesOptions.INCLUDE), thinking.thinks()));
		sampling(thinking.thinks());
		unknown();
		tools.write(this.body);
		put("text", text(this.own.remove(ResponsesOptions.VERBOSITY)));
		cache();
		background();
		this.own.forEach(this::put);

		return withHeaders(WireRequest.post(address, this.body, this.call.streaming(), this.warnings));
	}

	private @Nullable String instructions() {
		List<String> texts = this.call.request().system().stream().map(Text::text).toList();
		return texts.isEmpty() ? null : String.join("\n\n", texts);
	}

	/** The provider keeps every answer of which nobody says otherwise. */
	private @Nullable Object notStored() {
		boolean kept = this.dialect.stateful() || !this.dialect.supportsStore();
		return kept ? null : Boolean.FALSE;
	}

	private @Nullable Object streamOptions(@Nullable Object includeObfuscation) {
		boolean asked = this.call.streaming() && includeObfuscation != null;
		return asked ? Map.of(ResponsesOptions.INCLUDE_OBFUSCATION, includeObfuscation) : null;
	}

	private @Nullable Object maxTokens() {
		Integer wanted = this.options.maxTokens();
		int least = this.dialect.leastMaxTokens();
		if (wanted != null && wanted < least) {
			this.warnings.add(new Warning("max-tokens-raised", "The provider takes no limit below " + least
					+ " output tokens: " + least + " was sent instead of " + wanted));
			return least;
		}
		return wanted;
	}

	private @Nullable Object include(@Nullable Object wanted, boolean thinks) {
		Set<Object> include = new LinkedHashSet<>((wanted instanceof List<?> list) ? list : List.of());
		if (thinks && !this.dialect.stateful()) {
			include.add(ENCRYPTED_REASONING);
		}
		return include.isEmpty() ? null : List.copyOf(include);
	}

	private void sampling(boolean thinks) {
		Map<String, @Nullable Object> sampling = new LinkedHashMap<>();
		sampling.put("temperature", this.options.temperature());
		sampling.put("top_p", this.options.topP());
		sampling.put(ResponsesOptions.TOP_LOGPROBS, this.own.remove(ResponsesOptions.TOP_LOGPROBS));
		boolean refused = thinks && this.dialect.refusesSampling(this.call.model().capabilities().temperature());
		sampling.forEach((name, value) -> {
			if (value != null && refused) {
				this.warnings.add(Warning.leftOut(name, "a model that thinks does not take it"));
			}
			else {
				put(name, value);
			}
		});
	}

	/** What other APIs have and this one does not. */
	private void unknown() {
		Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
		unknown.put("stop", (this.options.stop() == null || this.options.stop().isEmpty()) ? null : true);
		unknown.put("seed", this.options.seed());
		unknown.put("frequency_penalty", this.options.frequencyPenalty());
		unknown.put("presence_penalty", this.options.presencePenalty());
		unknown.forEach((name, value) -> {
			if (value != null) {
				this.warnings.add(Warning.leftOut(name, "the Responses API does not know it"));
			}
		});
	}

	private @Nullable Object text(@Nullable Object verbosity) {
		Map<String, @Nullable Object> text = new LinkedHashMap<>();
		ResponseFormat format = this.options.responseFormat();
		if (format != null) {
			text.put("format", format(format));
		}
		if (verbosity != null) {
			text.put(ResponsesOptions.VERBOSITY, verbosity);
		}
		return text.isEmpty() ? null : text;
	}

	private Map<String, @Nullable Object> format(ResponseFormat format) {
		Map<String, @Nullable Object> written = new LinkedHashMap<>();
		if (format instanceof ResponseFormat.JsonSchema schema && this.dialect.supportsJsonSchema()) {
			written.put("type", "json_schema");
			written.put("name", schema.name());
			written.put("schema", StrictSchemas.understood(schema.schema(), this.call));
			written.put("strict", schema.strict());
			return written;
		}
		if (format instanceof ResponseFormat.JsonSchema) {
			this.warnings.add(new Warning("schema-left-out",
					"The server cannot hold an answer to a schema: any JSON object was asked for"));
		}
		written.put("type", "json_object");
		return written;
	}

	private void cache() {
		CacheRetention retention = this.options.cacheRetention();
		if (retention == CacheRetention.NONE) {
			return;
		}
		if (this.dialect.supportsPromptCacheKey()) {
			put("prompt_cache_key", this.options.sessionId());
		}
		if (retention == CacheRetention.LONG && this.dialect.supportsPromptCacheRetention()) {
			boolean said = this.own.containsKey("prompt_cache_retention")
					|| this.own.containsKey("prompt_cache_options");
			if (!said) {
				PromptRetention.longest(this.body, this.call.model().id());
			}
		}
	}

	/** Such an answer is a promise, and would have to be asked for again and again. */
	private void background() {
		if (!this.call.streaming() && Boolean.TRUE.equals(this.own.get(ResponsesOptions.BACKGROUND))) {
			this.own.remove(ResponsesOptions.BACKGROUND);
			this.warnings.add(Warning.leftOut(ResponsesOptions.BACKGROUND, "it needs an answer that is streamed"));
		}
	}

	private WireRequest withHeaders(WireRequest plain) {
		WireRequest result = plain.header("Accept", this.call.streaming() ? "text/event-stream" : "application/json");
		String affinity = this.dialect.sessionAffinityHeader();
		String session = this.options.sessionId();
		return (affinity != null && session != null) ? result.header(affinity, session) : result;
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.body.put(name, value);
		}
	}

}
