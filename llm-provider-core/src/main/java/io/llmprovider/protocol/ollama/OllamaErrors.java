package io.llmprovider.protocol.ollama;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.ProviderErrors;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what all errors have in common what Ollama's words mean and what helps.
 */
final class OllamaErrors {

	private static final Pattern SIGN_IN = Pattern
		.compile("\"signin_url\"\\s*:\\s*\"(https?://[^\"\\\\\\s]{1,2000})\"");

	/**
	 * What words mean.
	 *
	 * @param words what to look for in the message in lower case
	 * @param kind what kind of failure it is, or null to leave it
	 * @param retryable whether another try may help, or null to leave it
	 * @param action what to change
	 */
	private record Row(Pattern words, @Nullable ErrorKind kind, @Nullable Boolean retryable, String action) {
	}

	private static final List<Row> ROWS = List.of(
			row("model ['\"].*['\"] not found|try pulling it first", ErrorKind.NOT_FOUND, false,
					"Run 'ollama pull {model}' on the server, or correct the model id."),
			row("does not support thinking", ErrorKind.INVALID_REQUEST, false,
					"Leave the thinking level open or set it to off for {model}, and the option think, too."),
			row("does not support tools", ErrorKind.INVALID_REQUEST, false,
					"Call {model} without tools, or choose a model for which 'ollama show' lists tools."),
			row("does not support (?:chat|generate|completion)", ErrorKind.INVALID_REQUEST, false,
					"Choose a model for which 'ollama show' lists completion: {model} does not chat."),
			row("does not support", ErrorKind.INVALID_REQUEST, false,
					"See what {model} can do with 'ollama show {model}', or choose another model."),
			row("requires more system memory|out of memory|unable to allocate|cudamalloc failed", ErrorKind.SERVER,
					false,
					"Free memory on the server, lower the option num_ctx, or choose a smaller model than {model}."),
			row("error parsing tool call", ErrorKind.SERVER, true,
					"The model wrote a tool call that the server could not read: another try often helps."),
			row("failed to parse grammar|invalid format|invalid json schema|failed to (?:load|create) .*grammar",
					ErrorKind.INVALID_REQUEST, false,
					"Simplify the schema of the response format: $ref and pattern are only known in part."),
			row("longer than the context|exceeds? the (?:available )?context", ErrorKind.CONTEXT_OVERFLOW, false,
					"Shorten the conversation, raise the option num_ctx, or set the options truncate and shift to true."),
			row("server busy|maximum pending requests", ErrorKind.OVERLOADED, true,
					"Try again later, or let the server hold more calls (OLLAMA_MAX_QUEUE, OLLAMA_NUM_PARALLEL)."),
			row("(?:plan|usage) limit", ErrorKind.QUOTA_EXHAUSTED, false,
					"The plan of the account at ollama.com is used up: wait until it begins anew, or change the plan."),
			row("invalid option|option .* must be of type", ErrorKind.INVALID_REQUEST, false,
					"Correct the options of llm.providers.{provider} or of the call."));

	private OllamaErrors() {
	}

	static LlmException of(ChatCall call, ErrorResponse response) {
		LlmException error = ProviderErrors.of(call, response);
		String signIn = signIn(response.text());
		if (response.status() == 401 && signIn != null) {
			return refined(error, error.kind(), null, "The server is not signed in to Ollama's cloud: open " + signIn);
		}
		LlmException refined = refine(call, error);
		if (refined == error && response.status() == 403 && error.kind() == ErrorKind.PERMISSION) {
			return refined(error, error.kind(), null, "Cloud models may be switched off on that server, or something in"
					+ " front of it refuses the call: look into the server's log.");
		}
		return refined;
	}

	static LlmException inStream(ChatCall call, byte[] payload) {
		return refine(call, ProviderErrors.inStream(call, payload));
	}

	private static LlmException refine(ChatCall call, LlmException error) {
		String message = error.details().message().toLowerCase(Locale.ROOT);
		for (Row row : ROWS) {
			if (row.words().matcher(message).find()) {
				String action = row.action()
					.replace("{model}", call.model().id())
					.replace("{provider}", call.provider());
				return refined(error, (row.kind() != null) ? row.kind() : error.kind(), row.retryable(), action);
			}
		}
		return error;
	}

	private static LlmException refined(LlmException error, ErrorKind kind, @Nullable Boolean retryable,
			String action) {
		ErrorDetails.Builder details = error.details().toBuilder().action(action);
		if (retryable != null) {
			details.retryable(retryable);
		}
		return kind.exception(details.build(), error.getCause());
	}

	private static @Nullable String signIn(String body) {
		Matcher url = SIGN_IN.matcher(body);
		return url.find() ? url.group(1) : null;
	}

	private static Row row(String words, @Nullable ErrorKind kind, @Nullable Boolean retryable, String action) {
		return new Row(Pattern.compile(words), kind, retryable, action);
	}

}
