package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is wrong; nothing was sent. The message names the property to change.
 */
public class ConfigurationException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public ConfigurationException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.CONFIGURATION, details, cause);
	}

}
