package io.llmprovider.oauth.standard;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.OAuthSettings.ClientAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a standard flow have to be, looked at before anything is asked of
 * a server.
 */
final class SettingsRules {

	/** What the flows say themselves. */
	private static final Set<String> OURS = Set.of("grant_type", "response_type", "client_id", "client_secret",
			"redirect_uri", "scope", "state", "code", "code_verifier", "code_challenge", "code_challenge_method",
			"device_code", "refresh_token");

	private final FlowContext context;

	private final OAuthSettings settings;

	SettingsRules(FlowContext context) {
		this.context = context;
		this.settings = context.settings();
	}

	void check() {
		required("client-id", this.settings.clientId());
		for (String name : this.settings.parameters().keySet()) {
			if (OURS.contains(name)) {
				throw failure("'" + name + "' is sent by the flow itself",
						"Take it out of " + this.context.property("parameters") + ".");
			}
		}
		address("issuer-uri", this.settings.issuerUri());
		address("token-uri", this.settings.tokenUri());
		address("authorization-uri", this.settings.authorizationUri());
		address("device-authorization-uri", this.settings.deviceAuthorizationUri());
		address("revocation-uri", this.settings.revocationUri());
		address("redirect-uri", this.settings.redirectUri());
	}

	/** As with keys: the application starts without, and who uses it is told. */
	void requireSecret() {
		ClientAuthentication authentication = this.settings.clientAuthentication();
		boolean wanted = OAuthLibrary.CLIENT_CREDENTIALS.equals(this.settings.flow())
				|| authentication == ClientAuthentication.BASIC || authentication == ClientAuthentication.POST;
		if (wanted && authentication != ClientAuthentication.NONE && !isText(this.settings.clientSecret())) {
			throw missing("client-secret");
		}
	}

	private void required(String setting, @Nullable String value) {
		if (!isText(value)) {
			throw missing(setting);
		}
	}

	/** A placeholder that stands for nothing is no value, as with keys. */
	private static boolean isText(@Nullable String value) {
		return value != null && !value.isBlank() && !value.contains("${");
	}

	private void address(String setting, @Nullable String value) {
		if (value == null) {
			return;
		}
		try {
			URI uri = new URI(value);
			if (uri.getHost() != null
					&& ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))) {
				return;
			}
		}
		catch (URISyntaxException ex) {
			throw notAnAddress(setting);
		}
		throw notAnAddress(setting);
	}

	private LlmException notAnAddress(String setting) {
		return failure("the " + setting + " is not an absolute http or https address",
				"Correct " + this.context.property(setting) + ".");
	}

	private LlmException missing(String setting) {
		return failure("the " + setting + " is not set", "Set " + this.context.property(setting) + ".");
	}

	private LlmException failure(String problem, String action) {
		return ErrorKind.CONFIGURATION
			.exception(ErrorDetails.of("Provider '" + this.context.provider() + "' cannot sign in by "
					+ this.settings.flow() + ": " + problem, action))
			.attempts(0);
	}

}
