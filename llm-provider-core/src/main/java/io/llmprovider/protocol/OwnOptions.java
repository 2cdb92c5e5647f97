package io.llmprovider.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * The options of a call that only its protocol has.
 */
public final class OwnOptions {

	private OwnOptions() {
	}

	/**
	 * The call's own options by their declared names.
	 * @param call the call
	 * @param spec the declaration
	 * @return the values, to be changed at will
	 * @throws io.llmprovider.error.InvalidRequestException if one is unknown or does not
	 * fit
	 */
	public static Map<String, @Nullable Object> of(ChatCall call, OptionSpec spec) {
		try {
			return new LinkedHashMap<>(spec.check(call.options().providerOptions()));
		}
		catch (IllegalArgumentException ex) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(String.valueOf(ex.getMessage()),
					"Correct the options of the call, mode, model or provider '" + call.provider()
							+ "', or use extra-body for members that are not declared"),
					ex);
		}
	}

	/**
	 * Says that something was not sent.
	 * @param option what it is
	 * @param why why it cannot be sent
	 * @return the warning
	 */
	public static Warning leftOut(String option, String why) {
		return new Warning("option-left-out", option + " was left out: " + why);
	}

}
