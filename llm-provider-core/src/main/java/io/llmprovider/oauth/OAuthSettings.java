package io.llmprovider.oauth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is set about signing in at one provider. What is not set is taken from the
 * settings of lower rank.
 *
 * @param flow which way to sign in: {@code authorization-code}, {@code device-code},
 * {@code client-credentials}, or the name of an {@link OAuthFlow} of the application's
 * own; or null
 * @param clientId the application's id at the authorization server, or null
 * @param clientSecret the application's secret; null for public clients, which have none
 * @param clientAuthentication how the client proves who it is at the token endpoint; null
 * for what clients with or without a secret do
 * @param issuerUri the authorization server, which then tells the addresses that are not
 * set; or null
 * @param authorizationUri where the user's browser is sent, or null
 * @param tokenUri where tokens are given, or null
 * @param deviceAuthorizationUri where device codes are given, or null
 * @param revocationUri where tokens are taken back, or null
 * @param redirectUri where the browser comes back to: a loopback address such as {@code
 * http://127.0.0.1:8085/callback}, of which port 0 takes a free one; or null
 * @param scopes what the tokens are for
 * @param parameters what else is sent to the authorization server, such as {@code
 * audience}
 * @param timeout how long a user may take to sign in, or null
 */
public record OAuthSettings(@Nullable String flow, @Nullable String clientId, @Nullable String clientSecret,
		@Nullable ClientAuthentication clientAuthentication, @Nullable String issuerUri,
		@Nullable String authorizationUri, @Nullable String tokenUri, @Nullable String deviceAuthorizationUri,
		@Nullable String revocationUri, @Nullable String redirectUri, List<String> scopes,
		Map<String, String> parameters, @Nullable Duration timeout) {

	/** Nothing is set. */
	public static final OAuthSettings UNSET = builder().build();

	public OAuthSettings {
		scopes = List.copyOf(scopes);
		parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
	}

	/**
	 * Starts settings of which nothing is set.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Settings that name a flow of the application's own and nothing else.
	 * @param name the flow's name
	 * @return the settings
	 */
	public static OAuthSettings of(String name) {
		return builder().flow(name).build();
	}

	/**
	 * Whether anything is set.
	 * @return whether it is
	 */
	public boolean isSet() {
		// The equals that a record brings is linked at its first call, which takes some
		// milliseconds of the start; most providers have no sign-in and do not come here.
		return this != UNSET && !equals(UNSET);
	}

	/**
	 * These settings, and the other's where these are not set; parameters merge by name.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public OAuthSettings orElse(OAuthSettings other) {
		if (this == UNSET || other == UNSET) {
			return (this == UNSET) ? other : this;
		}
		Map<String, String> merged = new LinkedHashMap<>(other.parameters);
		merged.putAll(this.parameters);
		return new OAuthSettings(either(this.flow, other.flow), either(this.clientId, other.clientId),
				either(this.clientSecret, other.clientSecret),
				either(this.clientAuthentication, other.clientAuthentication), either(this.issuerUri, other.issuerUri),
				either(this.authorizationUri, other.authorizationUri), either(this.tokenUri, other.tokenUri),
				either(this.deviceAuthorizationUri, other.deviceAuthorizationUri),
				either(this.revocationUri, other.revocationUri), either(this.redirectUri, other.redirectUri),
				this.scopes.isEmpty() ? other.scopes : this.scopes, merged, either(this.timeout, other.timeout));
	}

	private static <T> @Nullable T either(@Nullable T own, @Nullable T other) {
		return (own != null) ? own : other;
	}

	/**
	 * All but secrets.
	 */
	@Override
	public String toString() {
		return "OAuthSettings[flow=" + this.flow + ", client-id=" + this.clientId + ", client-secret="
				+ ((this.clientSecret != null) ? "(set)" : "(not set)") + ", token-uri=" + this.tokenUri + ", scopes="
				+ this.scopes + ", parameters=" + this.parameters.keySet() + "]";
	}

	/**
	 * How the client proves who it is.
	 */
	public enum ClientAuthentication {

		/** {@code Authorization: Basic}, which is what clients with a secret do. */
		BASIC,

		/** In the form. */
		POST,

		/** Not at all, which is what clients without a secret do. */
		NONE

	}

	/**
	 * Builds {@link OAuthSettings}.
	 */
	public static final class Builder {

		private @Nullable String flow;

		private @Nullable String clientId;

		private @Nullable String clientSecret;

		private @Nullable ClientAuthentication clientAuthentication;

		private @Nullable String issuerUri;

		private @Nullable String authorizationUri;

		private @Nullable String tokenUri;

		private @Nullable String deviceAuthorizationUri;

		private @Nullable String revocationUri;

		private @Nullable String redirectUri;

		private List<String> scopes = List.of();

		private Map<String, String> parameters = Map.of();

		private @Nullable Duration timeout;

		private Builder() {
		}

		/**
		 * Sets the component of this name.
		 * @param flow the value, or null if not set
		 * @return this builder
		 */
		public Builder flow(@Nullable String flow) {
			this.flow = flow;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param clientId the value, or null if not set
		 * @return this builder
		 */
		public Builder clientId(@Nullable String clientId) {
			this.clientId = clientId;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param clientSecret the value, or null if not set
		 * @return this builder
		 */
		public Builder clientSecret(@Nullable String clientSecret) {
			this.clientSecret = clientSecret;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param clientAuthentication the value, or null if not set
		 * @return this builder
		 */
		public Builder clientAuthentication(@Nullable ClientAuthentication clientAuthentication) {
			this.clientAuthentication = clientAuthentication;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param issuerUri the value, or null if not set
		 * @return this builder
		 */
		public Builder issuerUri(@Nullable String issuerUri) {
			this.issuerUri = issuerUri;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param authorizationUri the value, or null if not set
		 * @return this builder
		 */
		public Builder authorizationUri(@Nullable String authorizationUri) {
			this.authorizationUri = authorizationUri;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param tokenUri the value, or null if not set
		 * @return this builder
		 */
		public Builder tokenUri(@Nullable String tokenUri) {
			this.tokenUri = tokenUri;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param deviceAuthorizationUri the value, or null if not set
		 * @return this builder
		 */
		public Builder deviceAuthorizationUri(@Nullable String deviceAuthorizationUri) {
			this.deviceAuthorizationUri = deviceAuthorizationUri;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param revocationUri the value, or null if not set
		 * @return this builder
		 */
		public Builder revocationUri(@Nullable String revocationUri) {
			this.revocationUri = revocationUri;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param redirectUri the value, or null if not set
		 * @return this builder
		 */
		public Builder redirectUri(@Nullable String redirectUri) {
			this.redirectUri = redirectUri;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param scopes the value
		 * @return this builder
		 */
		public Builder scopes(List<String> scopes) {
			this.scopes = scopes;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param parameters the value
		 * @return this builder
		 */
		public Builder parameters(Map<String, String> parameters) {
			this.parameters = parameters;
			return this;
		}

		/**
		 * Sets the component of this name.
		 * @param timeout the value, or null if not set
		 * @return this builder
		 */
		public Builder timeout(@Nullable Duration timeout) {
			this.timeout = timeout;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 */
		public OAuthSettings build() {
			return new OAuthSettings(this.flow, this.clientId, this.clientSecret, this.clientAuthentication,
					this.issuerUri, this.authorizationUri, this.tokenUri, this.deviceAuthorizationUri,
					this.revocationUri, this.redirectUri, this.scopes, this.parameters, this.timeout);
		}

	}

}
