package io.llmprovider.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * Where one provider's key comes from: what is configured, else the application's
 * supplier, else a file, else the first of its variables that is set. It is asked at
 * every attempt, so that a key which changes is used at once.
 */
public final class KeySource {

	private final String provider;

	private final KeySettings settings;

	private final KeySupplier supplier;

	private final UnaryOperator<@Nullable String> environment;

	private final AtomicInteger turn = new AtomicInteger();

	/**
	 * Creates a source.
	 * @param provider the provider's name
	 * @param settings what is set
	 * @param supplier the application's own source
	 * @param environment looks a variable up; gives null if it is not set
	 */
	public KeySource(String provider, KeySettings settings, KeySupplier supplier,
			UnaryOperator<@Nullable String> environment) {
		this.provider = provider;
		this.settings = settings;
		this.supplier = supplier;
		this.environment = environment;
	}

	/**
	 * The key as it is now.
	 * @param override a call's own key, or null
	 * @return the key; empty if there is none and none is required
	 * @throws io.llmprovider.error.AuthenticationException if one is required and there
	 * is none, or the one there is cannot be sent; nothing was sent
	 */
	public Optional<String> key(@Nullable String override) {
		return key(override, true);
	}

	Optional<String> key(@Nullable String override, boolean variablesToo) {
		if (override != null) {
			// Never the provider's own key instead: it may be another customer's bill.
			return Optional.of(sendable(usable(override).orElseThrow(this::emptyOverride), this.provider));
		}
		Optional<String> key = find(this.turn.getAndIncrement(), variablesToo);
		if (key.isEmpty() && this.settings.required()) {
			throw missing();
		}
		return key.map((found) -> sendable(found, this.provider));
	}

	/**
	 * Whether there is a key now.
	 * @return whether one is found
	 */
	public boolean isPresent() {
		try {
			return find(0, true).isPresent();
		}
		catch (AuthenticationException ex) {
			// A file that cannot be read is no key; the call says what is wrong with it.
			return false;
		}
	}

	/**
	 * Whether there is a key that goes before what a sign-in gives: one that is
	 * configured or comes from the application's supplier.
	 * @return whether one is found
	 */
	public boolean outranksSignIn() {
		return aboveSignIn(0).isPresent();
	}

	/**
	 * Whether a call without a key must not be sent.
	 * @return whether one is required
	 */
	public boolean isRequired() {
		return this.settings.required();
	}

	private Optional<String> find(int turn, boolean variablesToo) {
		Optional<String> key = aboveSignIn(turn);
		if (key.isEmpty()) {
			key = ofFile();
		}
		return (key.isEmpty() && variablesToo) ? ofEnvironment() : key;
	}

	private Optional<String> aboveSignIn(int turn) {
		Optional<String> key = usable(this.settings.key());
		if (key.isEmpty()) {
			key = rotated(turn);
		}
		return key.isPresent() ? key : this.supplier.key(this.provider).flatMap(KeySource::usable);
	}

	private Optional<String> rotated(int turn) {
		List<String> keys = new ArrayList<>();
		for (String key : this.settings.rotation()) {
			usable(key).ifPresent(keys::add);
		}
		return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(Math.floorMod(turn, keys.size())));
	}

	private Optional<String> ofFile() {
		String file = this.settings.file();
		return (file != null) ? KeyFile.read(this.provider, file).flatMap(KeySource::usable) : Optional.empty();
	}

	private Optional<String> ofEnvironment() {
		for (String name : this.settings.variables()) {
			Optional<String> key = usable(this.environment.apply(name));
			if (key.isPresent()) {
				return key;
			}
		}
		return Optional.empty();
	}

	private LlmException missing() {
		String property = "llm.providers." + this.provider + ".api-key";
		String unset = placeholder(this.settings.key());
		String message = (unset != null) ? "Provider '" + this.provider + "' has no API key: the variable " + unset
				+ " that " + property + " refers to is not set" : "Provider '" + this.provider + "' has no API key";
		String file = this.settings.file();
		if (unset == null && file != null) {
			return ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(
					"Provider '" + this.provider + "' has no API key: the file of " + property
							+ "-file is missing or empty",
					"Correct " + property + "-file or write the key into the file."))
				.attempts(0);
		}
		String action = (unset != null) ? "Set " + unset + ", or write the key's source in " + property + "."
				: "Set " + property
						+ (this.settings.variables().isEmpty() ? ""
								: ", or the environment variable " + String.join(" or ", this.settings.variables()))
						+ ".";
		return ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

	private LlmException emptyOverride() {
		return ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(
				"The key that was given for this call to provider '" + this.provider + "' is empty or a placeholder",
				"Give CallSettings a key, or none to use the provider's."))
			.attempts(0);
	}

	/**
	 * Fails if a key cannot be put into a header.
	 * @param key the key
	 * @param provider the provider's name
	 * @return the key
	 * @throws AuthenticationException if it holds what no key has
	 */
	public static String sendable(String key, String provider) {
		if (!key.isEmpty() && key.chars().allMatch((c) -> c > ' ' && c < 0x7F)) {
			return key;
		}
		throw ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(
				"The API key for provider '" + provider
						+ "' is empty or holds a blank, a line break or a character that no key has",
				"Look at llm.providers." + provider + ".api-key, at the key of the call or at what signing in gave."))
			.attempts(0);
	}

	private static @Nullable String placeholder(@Nullable String value) {
		if (value == null) {
			return null;
		}
		int begin = value.indexOf("${");
		int end = value.indexOf('}', begin + 2);
		if (begin < 0 || end < 0) {
			return null;
		}
		String name = value.substring(begin + 2, end);
		int colon = name.indexOf(':');
		return (colon >= 0) ? name.substring(0, colon) : name;
	}

	private static Optional<String> usable(@Nullable String value) {
		return (value == null || value.isBlank() || value.contains("${")) ? Optional.empty()
				: Optional.of(value.trim());
	}

	@Override
	public String toString() {
		return "KeySource[" + this.provider + ", " + (isPresent() ? "key present" : "no key") + "]";
	}

}
