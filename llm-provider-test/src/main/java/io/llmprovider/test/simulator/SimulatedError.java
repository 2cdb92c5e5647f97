package io.llmprovider.test.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A provider's error before it has taken the shape of a protocol.
 *
 * @param status the HTTP status; within a stream it is only a hint
 * @param message the provider's words
 * @param type the error's type, or null for what is usual with the status
 * @param code the error's code, or null
 * @param param the request's member that is to blame, or null
 */
public record SimulatedError(int status, String message, @Nullable String type, @Nullable String code,
		@Nullable String param) {

	/**
	 * An error with nothing but a status and words.
	 * @param status the HTTP status
	 * @param message the provider's words
	 * @return the error
	 */
	public static SimulatedError of(int status, String message) {
		return new SimulatedError(status, message, null, null, null);
	}

	/**
	 * The same error with a code.
	 * @param code the code
	 * @return the changed error
	 */
	public SimulatedError withCode(String code) {
		return new SimulatedError(this.status, this.message, this.type, code, this.param);
	}

	/**
	 * The same error with a type.
	 * @param type the type
	 * @return the changed error
	 */
	public SimulatedError withType(String type) {
		return new SimulatedError(this.status, this.message, type, this.code, this.param);
	}

	/**
	 * The same error with the member that is to blame.
	 * @param param the member's path in the provider's notation
	 * @return the changed error
	 */
	public SimulatedError withParam(String param) {
		return new SimulatedError(this.status, this.message, this.type, this.code, param);
	}

}
