package io.llmprovider.oauth;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Whose credentials they are.
 *
 * @param provider the provider's name
 * @param principal the user or tenant of the application; null for credentials that all
 * of the application's calls share
 */
public record CredentialKey(String provider, @Nullable String principal) {

	public CredentialKey {
		Objects.requireNonNull(provider, "provider");
	}

	/**
	 * The credentials that all of the application's calls share.
	 * @param provider the provider's name
	 * @return the key
	 */
	public static CredentialKey of(String provider) {
		return new CredentialKey(provider, null);
	}

	/**
	 * The key as one text: the provider's name, which holds no colon, and what follows.
	 * @return {@code provider} or {@code provider:principal}
	 */
	public String text() {
		return (this.principal != null) ? this.provider + ":" + this.principal : this.provider;
	}

	/**
	 * The key that a text stands for.
	 * @param text {@code provider} or {@code provider:principal}
	 * @return the key
	 */
	public static CredentialKey parse(String text) {
		int colon = text.indexOf(':');
		return (colon < 0) ? of(text) : new CredentialKey(text.substring(0, colon), text.substring(colon + 1));
	}

	@Override
	public String toString() {
		return text();
	}

}
