package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.ProviderSignIn;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A provider made from settings: a wire protocol over HTTP. What only calls need is made
 * for the first of them, unless it may be wrong and has to be told now.
 */
final class WireProvider implements LlmProvider {

	private final Registration registration;

	private final ProviderSettings settings;

	private final ProviderParts parts;

	private final Wirings wirings;

	private volatile @Nullable ProviderWiring wiring;

	private boolean retired;

	private boolean closed;

	/**
	 * Creates a provider.
	 * @param registration what the user says of it
	 * @param settings its settings with all layers merged
	 * @param parts what providers share
	 * @param wirings makes what calls go through
	 */
	WireProvider(Registration registration, ProviderSettings settings, ProviderParts parts, Wirings wirings) {
		this.registration = registration;
		this.settings = settings;
		this.parts = parts;
		this.wirings = wirings;
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
		ProviderSignIn signIn = signIn();
		return (signIn != null) ? signIn.models(listed) : listed;
	}

	@Override
	public Optional<Model> model(String id) {
		ProviderSignIn signIn = signIn();
		if (signIn != null && signIn.isKnown()) {
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

	/**
	 * What counts for calls, with all that is derived from what is set.
	 */
	ProviderSettings settings() {
		return wiring().settings();
	}

	/**
	 * How one signs in here, or null. Whoever can sign in has its wiring made at once.
	 */
	@Nullable ProviderSignIn signIn() {
		ProviderWiring made = this.wiring;
		return (made != null) ? made.signIn() : null;
	}

	/** Nothing is wired in order to be asked for a key. */
	ProviderDescription.KeyState keyState() {
		ProviderWiring made = this.wiring;
		return (made != null) ? made.keyState() : this.wirings.keyState(this.settings);
	}

	@Override
	public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings callSettings) {
		return stream(model, request, callSettings, (answer) -> {
		});
	}

	Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings callSettings, AnswerWatch watch) {
		return wiring().path().stream(model, request, callSettings, watch);
	}

	/**
	 * Asks the server which models it has, and notes them in the catalogue.
	 */
	Mono<List<Model>> discover() {
		return wiring().path().discover();
	}

	/**
	 * What calls go through, made now if it is not yet.
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work
	 */
	ProviderWiring wiring() {
		ProviderWiring made = this.wiring;
		return (made != null) ? made : wire();
	}

	/**
	 * What is made after the provider was retired or closed is so from its beginning.
	 */
	private synchronized ProviderWiring wire() {
		ProviderWiring made = this.wiring;
		if (made == null) {
			made = this.wirings.wire(this.registration, this.settings, this.parts);
			if (this.retired) {
				made.retire();
			}
			if (this.closed) {
				made.close();
			}
			this.wiring = made;
		}
		return made;
	}

	@Override
	public synchronized void retire() {
		this.retired = true;
		ProviderWiring made = this.wiring;
		if (made != null) {
			made.retire();
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		ProviderWiring made = this.wiring;
		if (made != null) {
			made.close();
		}
	}

	@Override
	public String toString() {
		return settings().toString();
	}

}
