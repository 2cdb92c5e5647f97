package io.llmprovider.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;

/**
 * A file that holds a key, as Docker and Kubernetes mount secrets. It is read at each
 * attempt: it is small, and whoever replaces it means the next call.
 */
final class KeyFile {

	/** No key is longer; a larger file is another one. */
	private static final int MAX_BYTES = 64 * 1024;

	private KeyFile() {
	}

	static Optional<String> read(String provider, String file) {
		String property = "llm.providers." + provider + ".api-key-file";
		try {
			Path path = Path.of(file);
			if (Files.size(path) > MAX_BYTES) {
				throw wrong(provider, "is larger than " + MAX_BYTES + " bytes", property, null);
			}
			return Optional.of(Files.readString(path).strip());
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (IOException | IllegalArgumentException ex) {
			throw wrong(provider, "cannot be read: " + ex.getClass().getSimpleName(), property, ex);
		}
	}

	private static RuntimeException wrong(String provider, String what, String property,
			@org.jspecify.annotations.Nullable Exception cause) {
		return ErrorKind.AUTHENTICATION
			.exception(ErrorDetails.of("The file with the API key of provider '" + provider + "' " + what,
					"Correct " + property + " or the file."), cause)
			.attempts(0);
	}

}
