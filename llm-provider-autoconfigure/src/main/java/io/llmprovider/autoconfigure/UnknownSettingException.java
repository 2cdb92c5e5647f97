package io.llmprovider.autoconfigure;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorDetails;

/**
 * Settings that do not exist; the message says where each of them stands.
 */
class UnknownSettingException extends ConfigurationException {

	UnknownSettingException(String message, String action) {
		super(ErrorDetails.of(message, action), null);
	}

}
