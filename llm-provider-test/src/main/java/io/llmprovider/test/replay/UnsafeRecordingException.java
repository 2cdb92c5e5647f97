package io.llmprovider.test.replay;

/**
 * An exchange cannot be recorded without a secret.
 */
final class UnsafeRecordingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnsafeRecordingException(String message) {
		super(message);
	}

}
