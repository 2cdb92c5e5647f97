package io.llmprovider.retry;

import java.util.List;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;

/**
 * A stream that ended as it should but had no block of any kind. An exchange ends with
 * it, instead of emitting such an answer, so that the call is tried again. If it cannot
 * be, {@link Retries#call} gives it to the function for empty answers, which usually
 * returns the response with a warning; the caller never sees the exception then.
 */
public final class EmptyAnswerException extends LlmException {

	private final ChatResponse response;

	private volatile List<ChatResponse> discarded = List.of();

	/**
	 * Creates the exception.
	 * @param response the answer without content
	 */
	public EmptyAnswerException(ChatResponse response) {
		super(ErrorKind.SERVER, ErrorDetails.builder("The answer is empty").retryable(true).build(), null);
		this.response = response;
	}

	/**
	 * The answer without content.
	 * @return the response
	 */
	public ChatResponse response() {
		return this.response;
	}

	/**
	 * The empty answers of earlier attempts, whose tokens were used too.
	 * @return the answers, oldest first
	 */
	public List<ChatResponse> discarded() {
		return this.discarded;
	}

	void discarded(List<ChatResponse> discarded) {
		this.discarded = discarded;
	}

}
