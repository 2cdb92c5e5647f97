package io.llmprovider.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * One call as a protocol sees it: whose model, what is asked with all options merged, and
 * the dialect of the server.
 */
public final class ChatCall {

	private final Model model;

	private final String baseUrl;

	private final ChatRequest request;

	private final Compat compat;

	private final boolean streaming;

	private final Limits limits;

	private final Map<String, String> headers;

	private final boolean bearer;

	private final List<Warning> warnings;

	private final boolean keepingAnswer;

	private ChatCall(Builder builder) {
		this.model = builder.model;
		this.baseUrl = Objects.requireNonNull(builder.baseUrl, "baseUrl");
		this.request = Objects.requireNonNull(builder.request, "request");
		this.compat = builder.compat;
		this.streaming = builder.streaming;
		this.limits = builder.limits;
		this.headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
		this.bearer = builder.bearer;
		this.warnings = List.copyOf(builder.warnings);
		this.keepingAnswer = builder.keepingAnswer;
	}

	/**
	 * Starts a call.
	 * @param model the target
	 * @return a builder
	 */
	public static Builder builder(Model model) {
		return new Builder(model);
	}

	/**
	 * A builder that holds what this call has.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder(this.model);
		builder.baseUrl = this.baseUrl;
		return builder.request(this.request)
			.compat(this.compat)
			.streaming(this.streaming)
			.limits(this.limits)
			.headers(this.headers)
			.bearer(this.bearer)
			.warnings(this.warnings)
			.keepingAnswer(this.keepingAnswer);
	}

	/**
	 * The same call with other options.
	 * @param options the merged options
	 * @return a copy
	 */
	public ChatCall withOptions(ChatOptions options) {
		return toBuilder().request(this.request.withOptions(options)).build();
	}

	/**
	 * The same call with a conversation that was made fit.
	 * @param fitting the request
	 * @param lost what was lost by it
	 * @return a copy
	 */
	public ChatCall withRequest(ChatRequest fitting, List<Warning> lost) {
		return toBuilder().request(fitting).warnings(lost).build();
	}

	/**
	 * Whether text and reasoning are kept for the whole answer, or only told.
	 * @return whether they are kept
	 */
	public boolean isKeepingAnswer() {
		return this.keepingAnswer;
	}

	/**
	 * The target.
	 * @return the model
	 */
	public Model model() {
		return this.model;
	}

	/**
	 * The provider's name.
	 * @return the name in the registry
	 */
	public String provider() {
		return this.model.provider();
	}

	/**
	 * The provider's base URL, without a slash at its end.
	 * @return the URL
	 */
	public String baseUrl() {
		return this.baseUrl;
	}

	/**
	 * An address below the base URL, joined by concatenation: resolving would drop a path
	 * such as {@code /v1}.
	 * @param path a path that begins with a slash
	 * @return the absolute address
	 */
	public String endpoint(String path) {
		return this.baseUrl + path;
	}

	/**
	 * What is asked, with all options merged.
	 * @return the request
	 */
	public ChatRequest request() {
		return this.request;
	}

	/**
	 * The merged options.
	 * @return the options of {@link #request()}
	 */
	public ChatOptions options() {
		return this.request.options();
	}

	/**
	 * The server's dialect.
	 * @return flags, each of which may be left open
	 */
	public Compat compat() {
		return this.compat;
	}

	/**
	 * Whether the answer is to be streamed on the wire.
	 * @return whether it is
	 */
	public boolean streaming() {
		return this.streaming;
	}

	/**
	 * The bounds on what is read.
	 * @return the bounds
	 */
	public Limits limits() {
		return this.limits;
	}

	/**
	 * Headers that the user configured or set for this call, for protocols that merge
	 * some of them; they are added to the request by the pipeline.
	 * @return names and values
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Whether the key travels as a bearer token, for protocols that have to announce it.
	 * @return whether it does; false if another header holds it or there is none
	 */
	public boolean bearer() {
		return this.bearer;
	}

	/**
	 * What was lost when the conversation was made fit; it is told with the answer.
	 * @return the warnings, possibly none
	 */
	public List<Warning> warnings() {
		return this.warnings;
	}

	/**
	 * Builds a {@link ChatCall}.
	 */
	public static final class Builder {

		private final Model model;

		private @Nullable String baseUrl;

		private @Nullable ChatRequest request;

		private Compat compat = Compat.NONE;

		private boolean streaming = true;

		private Limits limits = Limits.DEFAULTS;

		private Map<String, String> headers = Map.of();

		private boolean bearer;

		private List<Warning> warnings = List.of();

		private boolean keepingAnswer = true;

		private Builder(Model model) {
			this.model = model;
		}

		/**
		 * Sets the base URL; blanks around it and one slash at its end are dropped.
		 * @param url an absolute URL
		 * @return this builder
		 */
		public Builder baseUrl(String url) {
			String stripped = url.strip();
			this.baseUrl = stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
			return this;
		}

		/**
		 * Sets what is asked.
		 * @param request the request with merged options
		 * @return this builder
		 */
		public Builder request(ChatRequest request) {
			this.request = request;
			return this;
		}

		/**
		 * Sets the server's dialect.
		 * @param compat flags
		 * @return this builder
		 */
		public Builder compat(Compat compat) {
			this.compat = compat;
			return this;
		}

		/**
		 * Sets whether the answer is streamed on the wire.
		 * @param streaming whether it is
		 * @return this builder
		 */
		public Builder streaming(boolean streaming) {
			this.streaming = streaming;
			return this;
		}

		/**
		 * Sets the bounds on what is read.
		 * @param limits the bounds
		 * @return this builder
		 */
		public Builder limits(Limits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Sets the user's headers.
		 * @param headers names and values
		 * @return this builder
		 */
		public Builder headers(Map<String, String> headers) {
			this.headers = headers;
			return this;
		}

		/**
		 * Sets whether the key travels as a bearer token.
		 * @param bearer whether it does
		 * @return this builder
		 */
		public Builder bearer(boolean bearer) {
			this.bearer = bearer;
			return this;
		}

		/**
		 * Sets what was lost when the conversation was made fit.
		 * @param warnings what to tell with the answer
		 * @return this builder
		 */
		public Builder warnings(List<Warning> warnings) {
			this.warnings = warnings;
			return this;
		}

		/**
		 * Sets whether text and reasoning are kept for the whole answer.
		 * @param keeping whether they are; usually so
		 * @return this builder
		 */
		public Builder keepingAnswer(boolean keeping) {
			this.keepingAnswer = keeping;
			return this;
		}

		/**
		 * Builds the call.
		 * @return the call
		 */
		public ChatCall build() {
			return new ChatCall(this);
		}

	}

}
