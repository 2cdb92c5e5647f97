package io.llmprovider.signin;

import java.util.Map;
import java.util.Objects;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.oauth.CredentialKey;
import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.MemoryCredentialStore;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.SignIns;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * An application that is configured as users do it, with one provider that wants a token.
 */
final class Office implements AutoCloseable {

	static final CredentialKey KEY = CredentialKey.of("office");

	final MovableClock clock = new MovableClock();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final @Nullable CredentialStore store;

	Office(Map<String, Object> settings, @Nullable CredentialStore store) {
		this.store = store;
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("office", settings));
		this.context.registerBean(ProviderRegistryCustomizer.class, () -> (builder) -> builder.clock(this.clock));
		if (store != null) {
			this.context.registerBean(CredentialStore.class, () -> store);
		}
		this.context.register(AutoConfigurations.getClasses(AutoConfigurations.of(LlmAutoConfiguration.class)));
		this.context.refresh();
	}

	static Office of(Map<String, Object> settings) {
		return new Office(settings, new MemoryCredentialStore());
	}

	ProviderRegistry registry() {
		return this.context.getBean(ProviderRegistry.class);
	}

	SignIns signIns() {
		return registry().signIns();
	}

	Mono<ChatResponse> call() {
		return registry().client("office:echo").chat(ChatRequest.of("Hello"));
	}

	String answer() {
		return Objects.requireNonNull(call().block()).text();
	}

	OAuthCredentials stored() {
		return Objects.requireNonNull(Objects.requireNonNull(this.store).read(KEY).block());
	}

	void store(OAuthCredentials credentials) {
		Objects.requireNonNull(this.store).write(KEY, credentials).block();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
