package io.llmprovider.provider;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.llmprovider.oauth.ProviderSignIn;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.oauth.SignInStatus;
import io.llmprovider.oauth.SignIns;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Signing in at the providers of a registry, as they are when somebody signs in.
 */
final class RegistrySignIns implements SignIns {

	private final Supplier<Snapshot> snapshot;

	private final @Nullable String principal;

	RegistrySignIns(Supplier<Snapshot> snapshot, @Nullable String principal) {
		this.snapshot = snapshot;
		this.principal = principal;
	}

	@Override
	public Set<String> providers() {
		Set<String> names = new LinkedHashSet<>();
		this.snapshot.get().providers().forEach((name, provider) -> {
			if (provider instanceof WireProvider wire && wire.signIn() != null) {
				names.add(name);
			}
		});
		return names;
	}

	@Override
	public Mono<SignInStatus> signIn(String provider, SignInPrompts prompts) {
		return Mono.defer(() -> of(provider).signIn(this.principal, prompts));
	}

	@Override
	public Mono<Void> signOut(String provider) {
		return Mono.defer(() -> of(provider).signOut(this.principal));
	}

	@Override
	public Mono<SignInStatus> status(String provider) {
		return Mono.defer(() -> of(provider).status(this.principal));
	}

	@Override
	public SignIns forPrincipal(String principal) {
		return new RegistrySignIns(this.snapshot, Objects.requireNonNull(principal, "principal"));
	}

	private ProviderSignIn of(String name) {
		ProviderSignIn signIn = (this.snapshot.get().provider(name) instanceof WireProvider wire) ? wire.signIn()
				: null;
		if (signIn == null) {
			throw ProviderFactory.wrong("One cannot sign in at provider '" + name + "'; one can at " + providers(),
					"Set llm.providers." + name + ".oauth.flow, or register the provider with an OAuthFlow.");
		}
		return signIn;
	}

}
