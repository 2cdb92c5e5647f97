package io.llmprovider.protocol.openai.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request that a codec wrote where Azure expects it.
 */
final class AzureCall {

	private AzureCall() {
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
