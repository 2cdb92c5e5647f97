package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.Optional;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderDescription;
import io.llmprovider.provider.ProviderRegistry;
import reactor.core.publisher.Flux;

/**
 * A provider of the configuration as it is injected: whoever holds it sees it as the
 * registry has it now, after an override too. It belongs to the registry, so that
 * retiring and closing are not its business.
 */
final class LiveProvider implements LlmProvider {

	private final ProviderRegistry registry;

	private final String name;

	private LiveProvider(ProviderRegistry registry, String name) {
		this.registry = registry;
		this.name = name;
	}

	/**
	 * A provider of the registry: one that has settings, which may be overridden, as a
	 * live view, and one that the application made as it is.
	 */
	static LlmProvider of(ProviderRegistry registry, String name) {
		LlmProvider provider = registry.provider(name);
		boolean hasSettings = registry.describe(name).map(ProviderDescription::api).isPresent();
		return hasSettings ? new LiveProvider(registry, name) : provider;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public List<Model> models() {
		return this.registry.provider(this.name).models();
	}

	@Override
	public Optional<Model> model(String id) {
		return this.registry.provider(this.name).model(id);
	}

	@Override
	public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
		return Flux.defer(() -> this.registry.provider(this.name).stream(model, request, settings));
	}

	@Override
	public String toString() {
		return "LlmProvider[" + this.name + "]";
	}

}
