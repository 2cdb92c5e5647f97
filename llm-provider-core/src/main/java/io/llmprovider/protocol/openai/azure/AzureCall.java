package io.llmprovider.protocol.openai.azure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request that a codec wrote where Azure expects it.
 */
final class AzureCall {

	/** Deployments of reasoning models were seen to say nothing for 29 minutes. */
	private static final Duration REASONING = Duration.ofMinutes(30);

	private AzureCall() {
	}

	/**
	 * How long a deployment may be silent.
	 * @param call the call
	 * @return half an hour if its model reasons, as far as anybody has said so; else null
	 */
	static @Nullable Duration silence(ChatCall call) {
		ThinkingLevel level = call.options().thinking();
		Boolean reasons = call.model().capabilities().reasoning();
		boolean asked = level != null && !Boolean.FALSE.equals(reasons);
		boolean thinks = (level != ThinkingLevel.OFF) && (asked || Boolean.TRUE.equals(reasons));
		return thinks ? REASONING : null;
	}

	/**
	 * Encodes a call.
	 * @param call the call with all its options
	 * @param endpoint the endpoint's path
	 * @param codec writes the call as it would be for OpenAI
	 * @return the request
	 */
	static WireRequest encode(ChatCall call, String endpoint, Function<ChatCall, WireRequest> codec) {
		AzureOptions options = AzureOptions.of(call);
		String address = AzureAddress.of(call, options, endpoint);
		WireRequest plain = codec.apply(AzureOptions.without(call));
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		if (plain.body() != null) {
			body.putAll(plain.body());
		}
		if (options.deployment() != null) {
			body.put("model", options.deployment());
		}
		return new WireRequest(plain.method(), address, plain.headers(), body, plain.streaming(), plain.warnings());
	}

}
