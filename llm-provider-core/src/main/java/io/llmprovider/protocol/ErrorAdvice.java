package io.llmprovider.protocol;

import java.util.Set;

import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * What to change, by kind of failure. {@code {provider}} and {@code {model}} stand for
 * the names of the call.
 */
final class ErrorAdvice {

	static final String SMALLER_REQUEST = "This one request is larger than the account's limit per minute, so waiting"
			+ " does not help: shorten the conversation, lower max-tokens, which some providers count in advance, or"
			+ " raise the plan.";

	static final String FEWER_MAX_TOKENS = "Lower max-tokens to what the credit pays for, or add credit to the account"
			+ " behind llm.providers.{provider}.api-key.";

	static final String LOWER_MAX_TOKENS = "Lower max-tokens: it counts against the context window of {model}; or"
			+ " shorten the conversation.";

	/** Bedrock serves its newer models only through a profile of a group of regions. */
	private static final String INFERENCE_PROFILE = "Put the group of your region before the model's id, as in"
			+ " us.{model}, eu.{model} or global.{model}, or use the ARN of an inference profile: this model is served"
			+ " only through one.";

	private static final String AWS_CREDENTIALS = "Check the AWS credentials of llm.providers.{provider} (environment,"
			+ " profile or role) or its API key, and that this machine's clock is right: they are missing, wrong or"
			+ " expired.";

	private static final String AWS_ACCESS = "Grant the AWS identity bedrock:InvokeModel and"
			+ " bedrock:InvokeModelWithResponseStream for {model}, and access to the model in this region.";

	private static final Set<String> AWS_AUTHENTICATION = Set.of("unrecognizedclientexception",
			"invalidsignatureexception", "incompletesignatureexception", "expiredtokenexception",
			"missingauthenticationtokenexception", "requestexpired");

	private static final int PROXY_AUTHENTICATION = 407;

	private ErrorAdvice() {
	}

	static String of(ErrorVerdict verdict, int status, ErrorBody body, ChatCall call) {
		String text = (verdict.action() != null) ? verdict.action() : page(status, body);
		text = (text != null) ? text : aws(body);
		text = (text != null) ? text : of(verdict.kind(), status);
		String advice = text.replace("{provider}", call.provider()).replace("{model}", call.model().id());
		return (body.upstream() != null) ? advice + " The provider behind it said: " + upstream(body.upstream())
				: advice;
	}

	private static @Nullable String aws(ErrorBody body) {
		if (body.text().contains("with on-demand throughput isn")) {
			return INFERENCE_PROFILE;
		}
		if (body.codes().stream().anyMatch(AWS_AUTHENTICATION::contains)) {
			return AWS_CREDENTIALS;
		}
		return body.hasCode("accessdeniedexception") ? AWS_ACCESS : null;
	}

	private static @Nullable String page(int status, ErrorBody body) {
		if (body.html() == null) {
			return null;
		}
		return (status >= 500)
				? "A proxy or the provider's edge answered for it: try again; if it stays, check the proxy and"
						+ " llm.providers.{provider}.base-url."
				: "Check that llm.providers.{provider}.base-url is the address of the API and not of a website, and"
						+ " that no proxy answers in its place.";
	}

	private static String of(ErrorKind kind, int status) {
		return switch (kind) {
			case AUTHENTICATION ->
				(status == PROXY_AUTHENTICATION) ? "Check the credentials of the proxy, llm.providers.{provider}.proxy."
						: "Check llm.providers.{provider}.api-key: it is missing, wrong or expired, or it is"
								+ " not for llm.providers.{provider}.base-url.";
			case PERMISSION -> "The key in llm.providers.{provider}.api-key may not do this: grant it access to {model}"
					+ " at the provider, or use another key.";
			case NOT_FOUND -> "Check that the model id '{model}' is one that this provider serves, and that"
					+ " llm.providers.{provider}.base-url is the address of the API.";
			case CONTEXT_OVERFLOW -> "Shorten the conversation, lower max-tokens, or choose a model with a larger"
					+ " context window than {model}.";
			case CONTENT_FILTER -> "The provider withheld it because of what it says: change the prompt or the"
					+ " provider's content filter.";
			case RATE_LIMIT -> "Wait and try again with fewer calls at once; llm.providers.{provider}.retry says how"
					+ " often and how long the library tries by itself.";
			case QUOTA_EXHAUSTED -> "Check plan and credit of the account behind llm.providers.{provider}.api-key;"
					+ " another try before they change does not help.";
			case OVERLOADED -> "Try again later, or name another model: this one is overloaded or still loading.";
			case TIMEOUT -> "Try again; if it stays, ask for a shorter answer or let the answer be streamed.";
			case INVALID_REQUEST -> invalid(status);
			case PROTOCOL ->
				"Check that llm.providers.{provider}.api and llm.providers.{provider}.base-url fit the" + " server.";
			default -> "Try again; if it stays, ask the provider and name the request id.";
		};
	}

	private static String invalid(int status) {
		return switch (status) {
			case 405 ->
				"Check llm.providers.{provider}.base-url: the server knows the address but takes no call there.";
			case 413 -> "The request is too large in bytes: send fewer or smaller images and documents.";
			default -> "Check messages and options against what {model} takes; what the server does not know can be"
					+ " switched off under llm.providers.{provider}.compat.";
		};
	}

	private static String upstream(String message) {
		return (message.length() > 500) ? message.substring(0, 500) + "…" : message;
	}

}
