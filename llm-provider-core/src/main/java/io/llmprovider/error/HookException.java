package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * A hook of the application's own failed, and the call with it. What the hook threw is
 * the cause; where the exchange had failed by itself too, that failure is suppressed; and
 * what had arrived is kept.
 */
public class HookException extends LlmException {

	private final String hook;

	/**
	 * Creates the exception.
	 * @param hook the hook's name
	 * @param details what is known
	 * @param cause what the hook threw, or null
	 */
	public HookException(String hook, ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.HOOK, details, cause);
		this.hook = hook;
	}

	/**
	 * Which hook failed.
	 * @return its name
	 */
	public String hook() {
		return this.hook;
	}

}
