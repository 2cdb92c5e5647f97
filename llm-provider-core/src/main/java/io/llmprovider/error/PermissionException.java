package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The key is good but may not do what was asked.
 */
public class PermissionException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public PermissionException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.PERMISSION, details, cause);
	}

}
