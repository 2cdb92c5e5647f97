package io.llmprovider.autoconfigure;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * How a key travels.
 *
 * @param scheme Whether the key goes as a bearer token, in a header of its own, or not at
 * all, or a token is fetched or a signature of AWS made instead. Bearer if neither this
 * nor a header is set.
 * @param header Name of the header that carries the key, for the scheme 'header'.
 * @param scope What a fetched token is for, for the schemes 'entra' and 'google'.
 * @param region AWS region of the provider, such as 'eu-west-1', for signatures and for
 * the address of Amazon Bedrock. That of the base URL, of AWS_REGION or of the profile if
 * left open.
 * @param profile Only profile of AWS's files whose credentials are used, for the scheme
 * 'aws'. AWS's usual chain if left open.
 */
@ConfigurationPropertiesSource
record AuthProperties(@Nullable AuthScheme scheme, @Nullable String header, @Nullable String scope,
		@Nullable String region, @Nullable String profile) {

	AuthSettings toSettings(PropertyPath path) {
		String name = PropertyPath.text(this.header);
		if (this.scheme == AuthScheme.HEADER && name == null) {
			throw PropertyPath.wrong(path + " says that the key goes into a header, but not into which",
					"Set " + path.child("header") + ", as in 'X-Api-Key'.");
		}
		if (this.scheme != AuthScheme.HEADER && this.scheme != null && name != null) {
			throw PropertyPath.wrong(
					path + " names a header, but the scheme is '"
							+ this.scheme.name().toLowerCase(java.util.Locale.ROOT) + "'",
					"Set " + path.child("scheme") + " to 'header', or take " + path.child("header") + " out.");
		}
		AuthScheme effective = (this.scheme == null && name != null) ? AuthScheme.HEADER : this.scheme;
		return new AuthSettings(effective, name, PropertyPath.text(this.scope), PropertyPath.text(this.region),
				PropertyPath.text(this.profile));
	}

}
