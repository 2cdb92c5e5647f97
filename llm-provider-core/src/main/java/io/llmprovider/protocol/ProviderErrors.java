package io.llmprovider.protocol;

import java.util.List;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;

/**
 * Recognises what a provider means by an error, whatever the shape of its body: the one
 * classifier for all protocols.
 */
public final class ProviderErrors {

	private ProviderErrors() {
	}

	/**
	 * Classifies an answer that is no success.
	 * @param call the call
	 * @param response the answer
	 * @return what to throw
	 */
	public static LlmException of(ChatCall call, ErrorResponse response) {
		return ErrorKind.SERVER.exception(ErrorDetails.builder(response.text()).status(response.status()).build());
	}

	/**
	 * Classifies an error that came inside a successful answer.
	 * @param call the call
	 * @param payload the JSON that reports the error: the whole event or line
	 * @return what to throw
	 */
	public static LlmException inStream(ChatCall call, byte[] payload) {
		return of(call, new ErrorResponse(200, Map.<String, List<String>>of(), payload));
	}

}
