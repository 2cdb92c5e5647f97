package io.llmprovider.autoconfigure;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.MemoryCredentialStore;
import io.llmprovider.oauth.OAuthFlow;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The application's logins and where it keeps credentials. What nobody uses is not even
 * looked for.
 */
final class SignInBeans implements Function<String, Optional<OAuthFlow>>, Supplier<CredentialStore> {

	private final ListableBeanFactory beanFactory;

	private final @Nullable CredentialProperties properties;

	private @Nullable CredentialStore store;

	SignInBeans(ListableBeanFactory beanFactory, @Nullable CredentialProperties properties) {
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	/**
	 * The login that is a bean of this name.
	 */
	@Override
	public Optional<OAuthFlow> apply(String name) {
		return (this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, OAuthFlow.class))
				? Optional.of(this.beanFactory.getBean(name, OAuthFlow.class)) : Optional.empty();
	}

	/**
	 * The store: a bean, what the settings say, or memory.
	 */
	@Override
	public synchronized CredentialStore get() {
		CredentialStore found = this.store;
		if (found == null) {
			found = this.beanFactory.getBeanProvider(CredentialStore.class).getIfAvailable(this::configured);
			this.store = found;
		}
		return found;
	}

	private CredentialStore configured() {
		return (this.properties != null) ? this.properties.toStore(this.beanFactory.getBeanProvider(DataSource.class))
				: new MemoryCredentialStore();
	}

}
