package io.llmprovider.provider;

import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of one provider.
 *
 * @param settings what the user set, without what is known or counts for all
 * @param protocol an API type that only this provider has, or null
 * @param flow how one signs in at this provider, or null for what the settings say
 */
record Registration(ProviderSettings settings, @Nullable WireProtocol protocol, @Nullable OAuthFlow flow) {

	static Registration of(ProviderSettings settings) {
		return new Registration(settings, null, null);
	}

}
