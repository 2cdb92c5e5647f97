package io.llmprovider.transport;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;

/**
 * Makes events of one answer's bytes. It serves one exchange; the transport calls it from
 * one thread at a time.
 *
 * @param <T> what it makes
 */
public interface ResponseReader<T> {

	/**
	 * The answer begins and is a success.
	 * @param status the HTTP status
	 * @param headers the answer's headers
	 */
	void begin(int status, Map<String, List<String>> headers);

	/**
	 * Takes the next bytes of the body.
	 * @param bytes holds them, valid only during this call
	 * @param offset where they begin
	 * @param length how many there are
	 * @param out receives what they make
	 */
	void read(byte[] bytes, int offset, int length, Consumer<? super T> out);

	/**
	 * Whether nothing more is expected although the body has not ended.
	 * @return whether the answer is over
	 */
	boolean isComplete();

	/**
	 * The answer is over.
	 * @param out receives what is left
	 */
	void end(Consumer<? super T> out);

	/**
	 * The answer is no success.
	 * @param response the answer
	 * @return what to throw
	 */
	LlmException error(ErrorResponse response);

	/**
	 * The exchange failed after the answer had begun, or in reading it.
	 * @param cause what happened
	 * @return what to throw, with what had arrived
	 */
	LlmException failed(Throwable cause);

	/**
	 * The caller has cancelled.
	 */
	void cancelled();

}
