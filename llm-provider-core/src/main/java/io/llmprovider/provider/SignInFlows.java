package io.llmprovider.provider;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.json.Names;
import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.MemoryCredentialStore;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.ProviderSignIn;
import io.llmprovider.oauth.standard.OAuthLibrary;
import io.llmprovider.oauth.standard.StandardFlows;
import io.llmprovider.transport.HttpTransport;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how one signs in at a provider: by the flow that it was registered with, by one
 * of the application's that its settings name, or by one that comes with the library.
 */
final class SignInFlows {

	private final Map<String, OAuthFlow> flows;

	private final @Nullable Function<String, Optional<OAuthFlow>> others;

	private final @Nullable Supplier<? extends CredentialStore> store;

	private final Clock clock;

	private @Nullable Supplier<CredentialStore> shared;

	/**
	 * Nothing is looked for before a provider asks for it.
	 * @param flows the application's by name
	 * @param others where those are looked up that are not among them, or null
	 * @param store gives the store, or null to keep credentials in memory
	 * @param clock tells what has ended
	 */
	SignInFlows(Map<String, OAuthFlow> flows, @Nullable Function<String, Optional<OAuthFlow>> others,
			@Nullable Supplier<? extends CredentialStore> store, Clock clock) {
		this.flows = flows;
		this.others = others;
		this.store = store;
		this.clock = clock;
	}

	/**
	 * How one signs in at a provider.
	 * @param settings the provider's settings with all layers merged
	 * @param own the flow that it was registered with, or null
	 * @param transport the provider's connections
	 * @return the sign-in, or null if nobody asks for one
	 * @throws io.llmprovider.error.ConfigurationException if it cannot work
	 */
	@Nullable ProviderSignIn create(ProviderSettings settings, @Nullable OAuthFlow own, HttpTransport transport) {
		OAuthSettings oauth = settings.oauth();
		String url = settings.baseUrl();
		if (own == null && !oauth.isSet() || url == null) {
			return null;
		}
		requireOpenScheme(settings);
		OAuthFlow flow = (own != null) ? own : named(settings.name(), oauth, transport);
		return new ProviderSignIn(settings.name(), flow, sharedStore(), url, oauth.timeout(), this.clock);
	}

	private OAuthFlow named(String provider, OAuthSettings oauth, HttpTransport transport) {
		String name = oauth.flow();
		String property = "llm.providers." + provider + ".oauth.flow";
		if (name == null) {
			throw ProviderFactory.wrong("Provider '" + provider + "' has settings for signing in, but no flow",
					"Set " + property + " to one of " + OAuthLibrary.FLOWS + ", or to the name of an OAuthFlow bean.");
		}
		OAuthFlow own = this.flows.get(name);
		if (own != null) {
			return own;
		}
		Optional<OAuthFlow> other = (this.others != null) ? this.others.apply(name) : Optional.empty();
		return other.orElseGet(() -> standard(name, new FlowContext(provider, oauth, transport::client, this.clock)));
	}

	private synchronized Supplier<CredentialStore> sharedStore() {
		Supplier<CredentialStore> found = this.shared;
		if (found == null) {
			found = new SuppliedOnce<>((this.store != null) ? this.store : MemoryCredentialStore::new);
			this.shared = found;
		}
		return found;
	}

	private static OAuthFlow standard(String name, FlowContext context) {
		List<String> known = OAuthLibrary.FLOWS;
		if (!known.contains(name)) {
			String nearest = Names.nearest(name, known);
			throw ProviderFactory.wrong("Provider '" + context.provider() + "' is to sign in by the flow '" + name
					+ "', which does not exist" + ((nearest != null) ? "; did you mean '" + nearest + "'?" : ""),
					"Correct " + context.property("flow") + ": it is one of " + known
							+ ", or the name of an OAuthFlow bean.");
		}
		if (!OAuthLibrary.isPresent()) {
			throw ProviderFactory.wrong(
					"Provider '" + context.provider() + "' is to sign in by the flow '" + name
							+ "', which needs a library that is not there",
					"Add " + OAuthLibrary.ARTIFACT + " to the application, or take " + context.property("flow")
							+ " out.");
		}
		return new StandardFlows().create(context);
	}

	private static void requireOpenScheme(ProviderSettings settings) {
		AuthScheme scheme = settings.auth().scheme();
		if (scheme != null && scheme != AuthScheme.BEARER && scheme != AuthScheme.HEADER) {
			String property = "llm.providers." + settings.name();
			throw ProviderFactory.wrong(
					"Provider '" + settings.name() + "' has a sign-in, but " + property + ".auth.scheme is '"
							+ scheme.name().toLowerCase(Locale.ROOT) + "'",
					"Take " + property + ".oauth or " + property + ".auth.scheme out.");
		}
	}

}
