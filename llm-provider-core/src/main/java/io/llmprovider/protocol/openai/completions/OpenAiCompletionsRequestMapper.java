package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.model.Capabilities;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.PromptRetention;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as the body of a request. Nothing is sent that was not asked for: a field
 * that a server does not know is a cause of refusals.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create a chat
 * completion</a>
 */
final class OpenAiCompletionsRequestMapper {

	private final ChatCall call;

	private final ChatRequest request;

	private final ChatOptions options;

	private final CompletionsDialect dialect;

	private final OptionSpec spec;

	private final List<Warning> warnings = new ArrayList<>();

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	OpenAiCompletionsRequestMapper(ChatCall call, OptionSpec spec) {
		this.call = call;
		this.request = call.request();
		this.options = call.options();
		this.dialect = CompletionsDialect.of(call);
		this.spec = spec;
	}

	WireRequest request(String address) {
		if (this.request.messages().isEmpty()) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		Map<String, @Nullable Object> own = this.spec.check(this.call);
		Object includeObfuscation = own.remove(CompletionsOptions.INCLUDE_OBFUSCATION);

		CompletionsCacheMarks marks = new CompletionsCacheMarks(this.call, this.dialect);
		CompletionsFormat format = new CompletionsFormat(this.call, this.dialect);
		Map<String, @Nullable Object> tools = new LinkedHashMap<>();
		new CompletionsTools(this.call, this.dialect, marks, this.warnings).write(tools);

		put("model", this.call.model().id());
		put("messages",
				new OpenAiCompletionsMessageMapper(this.call, this.dialect, marks, format.instruction()).messages());
		put("stream", this.call.streaming());
		put("stream_options", streamOptions(includeObfuscation));
		put("store", this.dialect.supportsStore() ? Boolean.FALSE : null);
		put(this.dialect.maxTokensField(), this.options.maxTokens());
		put("stop", nonEmpty(this.options.stop()));
		put("seed", seed());
		OpenAiCompletionsThinking thinking = new OpenAiCompletionsThinking(this.call, this.dialect, this.warnings);
		thinking.write(this.body);
		sampling(own, thinking.isSwitchedOff());
		this.body.putAll(tools);
		put("response_format", format.member(this.warnings));
		cache(own);
		routing();
		alternatives(own);
		merge(this.body, own);
		marks.settle(this.warnings);
		unknown();

		merge(this.body, this.options.extraBody());
		return withHeaders(WireRequest.post(address, this.body, this.call.streaming(), this.warnings));
	}

	private @Nullable Object streamOptions(@Nullable Object includeObfuscation) {
		if (!this.call.streaming()) {
			return null;
		}
		Map<String, @Nullable Object> stream = new LinkedHashMap<>();
		if (this.dialect.supportsUsageInStreaming()) {
			stream.put("include_usage", true);
		}
		if (includeObfuscation != null) {
			stream.put(CompletionsOptions.INCLUDE_OBFUSCATION, includeObfuscation);
		}
		return nonEmpty(stream);
	}

	private @Nullable Object seed() {
		if (this.options.seed() != null && !this.dialect.supportsSeed()) {
			this.warnings.add(Warning.leftOut("seed", "the server does not know it"));
			return null;
		}
		return this.options.seed();
	}

	/** What this server does not know, whoever asked for it. */
	private void unknown() {
		this.dialect.unsupportedParameters().stream().sorted().forEach((name) -> {
			if (this.body.remove(name) != null) {
				this.warnings.add(Warning.leftOut(name, "the server does not know it"));
			}
		});
	}

	/**
	 * OpenAI's reasoning models answer with an error to any of these. Where thinking is
	 * switched off they take some of them.
	 */
	private void sampling(Map<String, @Nullable Object> own, boolean thinkingOff) {
		Map<String, @Nullable Object> sampling = new LinkedHashMap<>();
		sampling.put("temperature", this.options.temperature());
		sampling.put("top_p", this.options.topP());
		sampling.put("frequency_penalty", this.options.frequencyPenalty());
		sampling.put("presence_penalty", this.options.presencePenalty());
		own.forEach((name, value) -> {
			if (CompletionsOptions.isSampling(name)) {
				sampling.put(name, value);
			}
		});
		own.keySet().removeAll(sampling.keySet());
		Capabilities capabilities = this.call.model().capabilities();
		boolean refused = Boolean.FALSE.equals(capabilities.temperature());
		boolean silenced = thinkingOff && Boolean.TRUE.equals(capabilities.reasoning());
		sampling.forEach((name, value) -> {
			if (value != null && refused && !(silenced && CompletionsOptions.isTakenWithoutThinking(name))) {
				this.warnings.add(Warning.leftOut(name, "the model does not take it"));
			}
			else {
				put(name, value);
			}
		});
	}

	private void cache(Map<String, @Nullable Object> own) {
		CacheRetention retention = this.options.cacheRetention();
		if (this.dialect.supportsPromptCacheKey() && retention != CacheRetention.NONE) {
			put("prompt_cache_key", this.options.sessionId());
			boolean said = own.containsKey("prompt_cache_retention") || own.containsKey("prompt_cache_options");
			if (retention == CacheRetention.LONG && !said) {
				PromptRetention.longest(this.body, this.call.model().id());
			}
		}
	}

	private void routing() {
		put("provider", nonEmpty(this.dialect.openRouterRouting()));
		put("session_id", openRouterSession());
		put("providerOptions", vercel());
	}

	/** Of effort and max_tokens OpenRouter takes one only: what the user says counts. */
	private void alternatives(Map<String, @Nullable Object> own) {
		if (own.get(CompletionsOptions.REASONING) instanceof Map<?, ?> theirs
				&& this.body.get(CompletionsOptions.REASONING) instanceof Map<?, ?> ours
				&& (theirs.containsKey("effort") || theirs.containsKey("max_tokens"))) {
			Map<Object, @Nullable Object> others = new LinkedHashMap<>(ours);
			others.remove("effort");
			others.remove("max_tokens");
			this.body.put(CompletionsOptions.REASONING, others);
		}
	}

	private @Nullable Object openRouterSession() {
		boolean known = this.call.baseUrl().contains("openrouter.ai/");
		return known ? this.options.sessionId() : null;
	}

	private @Nullable Object vercel() {
		Map<String, @Nullable Object> routing = this.dialect.vercelGatewayRouting();
		return routing.isEmpty() ? null : Map.of("gateway", routing);
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

	private static @Nullable Object nonEmpty(@Nullable List<?> list) {
		return (list == null || list.isEmpty()) ? null : list;
	}

	private static @Nullable Object nonEmpty(Map<String, @Nullable Object> map) {
		return map.isEmpty() ? null : map;
	}

	/**
	 * The user's members over ours: objects member by member; null takes a member out.
	 */
	@SuppressWarnings("unchecked")
	private static void merge(Map<String, @Nullable Object> ours, Map<String, @Nullable Object> theirs) {
		theirs.forEach((name, value) -> {
			if (value == null) {
				ours.remove(name);
			}
			else if (value instanceof Map && ours.get(name) instanceof Map<?, ?> mine) {
				Map<String, @Nullable Object> merged = new LinkedHashMap<>((Map<String, @Nullable Object>) mine);
				merge(merged, (Map<String, @Nullable Object>) value);
				ours.put(name, merged);
			}
			else {
				ours.put(name, value);
			}
		});
	}

}
