package io.llmprovider.auth;

import org.jspecify.annotations.Nullable;

/**
 * How a provider wants its key. What is null is taken from the settings of lower rank.
 *
 * @param scheme how the key travels; bearer if nobody says otherwise
 * @param header the header's name, for {@link AuthScheme#HEADER}
 * @param scope what a fetched token is for, such as
 * {@code https://ai.azure.com/.default}; null for what the scheme usually asks for
 * @param region AWS's region, such as {@code eu-west-1}; null for that of the address, of
 * the environment or of the profile
 * @param profile the only profile of AWS's files whose credentials are used; null for
 * AWS's usual chain
 */
public record AuthSettings(@Nullable AuthScheme scheme, @Nullable String header, @Nullable String scope,
		@Nullable String region, @Nullable String profile) {

	/** Nothing is set. */
	public static final AuthSettings UNSET = new AuthSettings(null, null);

	/**
	 * Settings without a scope.
	 * @param scheme how the key travels, or null
	 * @param header the header's name, or null
	 */
	public AuthSettings(@Nullable AuthScheme scheme, @Nullable String header) {
		this(scheme, header, null);
	}

	/**
	 * Settings without a region.
	 * @param scheme how the key travels, or null
	 * @param header the header's name, or null
	 * @param scope what a fetched token is for, or null
	 */
	public AuthSettings(@Nullable AuthScheme scheme, @Nullable String header, @Nullable String scope) {
		this(scheme, header, scope, null, null);
	}

	/**
	 * Requests that are signed for AWS.
	 * @param region the region, or null to look for it
	 * @param profile the profile, or null for AWS's usual chain
	 * @return the settings
	 */
	public static AuthSettings aws(@Nullable String region, @Nullable String profile) {
		return new AuthSettings(AuthScheme.AWS, null, null, region, profile);
	}

	/**
	 * A key in a header of its own.
	 * @param name the header's name
	 * @return the settings
	 */
	public static AuthSettings header(String name) {
		return new AuthSettings(AuthScheme.HEADER, name);
	}

	/**
	 * How the key travels; whoever names a header and nothing else means that header.
	 * @return the scheme, or null if nothing is set
	 */
	@Nullable AuthScheme effectiveScheme() {
		return (this.scheme == null && this.header != null) ? AuthScheme.HEADER : this.scheme;
	}

	/**
	 * Whether a library that may not be there makes what travels.
	 * @return whether one does
	 */
	public boolean isByLibrary() {
		return this.scheme == AuthScheme.ENTRA || this.scheme == AuthScheme.AWS || this.scheme == AuthScheme.GOOGLE;
	}

	/**
	 * Whether the key travels as {@code Authorization: Bearer}: if the settings say so,
	 * whatever header those of lower rank name, or if they name none.
	 * @return whether it does
	 */
	public boolean isBearer() {
		return this.scheme == AuthScheme.BEARER || this.scheme == null && this.header == null;
	}

	/**
	 * These settings, and the other's where these are not set.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public AuthSettings orElse(AuthSettings other) {
		return new AuthSettings((effectiveScheme() != null) ? effectiveScheme() : other.scheme,
				(this.header != null) ? this.header : other.header, (this.scope != null) ? this.scope : other.scope,
				(this.region != null) ? this.region : other.region,
				(this.profile != null) ? this.profile : other.profile);
	}

}
