package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.ProviderSignIn;
import io.llmprovider.transport.HttpTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A provider made from settings: a wire protocol over HTTP.
 */
final class WireProvider implements LlmProvider {

	private final ProviderSettings settings;

	private final HttpTransport transport;

	private final Access access;

	private final @Nullable ProviderSignIn signIn;

	private final ProviderParts parts;

	private final CallCount calls;

	private final SuppliedOnce<CallPath> path;

	/**
	 * Creates a provider. What only calls need is made for the first of them, unless it
	 * is wrong and has to be told now.
	 * @param settings the settings with all layers merged
	 * @param transport its connections
	 * @param access with what it is asked
	 * @param parts what providers share
	 * @throws io.llmprovider.error.ConfigurationException if the application's retries or
	 * the circuit breaker cannot work
	 */
	WireProvider(ProviderSettings settings, HttpTransport transport, Access access, ProviderParts parts) {
		this.settings = settings;
		this.transport = transport;
		this.access = access;
		this.signIn = access.signIn();
		this.parts = parts;
		this.calls = new CallCount(transport);
		this.path = new SuppliedOnce<>(() -> new CallPath(settings, transport, access, parts, this.calls));
		if (parts.retries() != null || settings.circuitBreaker().isOn()) {
			this.path.get();
		}
	}

	@Override
	public String name() {
		return this.settings.name();
	}

	@Override
	public List<Model> models() {
		List<Model> listed = new ArrayList<>();
		for (ModelSettings each : this.settings.models()) {
			listed.add(described(each.model()));
		}
		listed = Collections.unmodifiableList(listed);
		return (this.signIn != null) ? this.signIn.models(listed) : listed;
	}

	@Override
	public Optional<Model> model(String id) {
		if (this.signIn != null && this.signIn.isKnown()) {
			List<Model> models = models();
			return models.isEmpty() ? unlisted(id) : models.stream().filter((model) -> isNamed(model, id)).findFirst();
		}
		List<ModelSettings> listed = this.settings.models();
		if (listed.isEmpty()) {
			return unlisted(id);
		}
		for (ModelSettings each : listed) {
			Model model = each.model();
			if (isNamed(model, id)) {
				return Optional.of(described(model));
			}
		}
		return Optional.empty();
	}

	private static boolean isNamed(Model model, String id) {
		return model.id().equals(id) || model.aliases().contains(id);
	}

	private Optional<Model> unlisted(String id) {
		return Optional.of(this.parts.catalog().find(name(), id).orElseGet(() -> Model.of(name(), id)));
	}

	/** What the user wrote of a model, and what the catalogue knows beside it. */
	private Model described(Model model) {
		Optional<Model> known = this.parts.catalog().find(name(), model.id());
		return known.isPresent() ? model.orElse(known.get()) : model;
	}

	ProviderSettings settings() {
		return this.settings;
	}

	/**
	 * How one signs in here, or null.
	 */
	@Nullable ProviderSignIn signIn() {
		return this.signIn;
	}

	ProviderDescription.KeyState keyState() {
		if (this.settings.auth().scheme() == AuthScheme.NONE) {
			return ProviderDescription.KeyState.NOT_NEEDED;
		}
		if (this.access.keys().isPresent()) {
			return ProviderDescription.KeyState.PRESENT;
		}
		if (this.signIn != null) {
			return this.signIn.isKnown() ? ProviderDescription.KeyState.PRESENT : ProviderDescription.KeyState.SIGN_IN;
		}
		return (this.access.keys().isRequired() && !this.access.authorizer().worksWithoutKey())
				? ProviderDescription.KeyState.MISSING : ProviderDescription.KeyState.NOT_NEEDED;
	}

	@Override
	public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings callSettings) {
		return stream(model, request, callSettings, (answer) -> {
		});
	}

	Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings callSettings, AnswerWatch watch) {
		return this.path.get().stream(model, request, callSettings, watch);
	}

	/**
	 * Asks the server which models it has, and notes them in the catalogue.
	 */
	Mono<List<Model>> discover() {
		return this.path.get().discover();
	}

	@Override
	public void retire() {
		this.calls.retire();
	}

	@Override
	public void close() {
		this.transport.close();
		CallPath made = this.path.given();
		if (made != null) {
			// What waits for another attempt is told that the provider is closed.
			made.endWaits();
		}
	}

	@Override
	public String toString() {
		return this.settings.toString();
	}

}
