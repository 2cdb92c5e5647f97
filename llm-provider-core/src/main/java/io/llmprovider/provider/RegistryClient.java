package io.llmprovider.provider;

import java.util.function.Supplier;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import reactor.core.publisher.Flux;

/**
 * A client that finds its target anew at each subscription.
 */
final class RegistryClient implements LlmClient {

	private final Supplier<Target> targets;

	private final CallSettings settings;

	RegistryClient(Supplier<Target> targets, CallSettings settings) {
		this.targets = targets;
		this.settings = settings;
	}

	@Override
	public Flux<StreamEvent> stream(ChatRequest request) {
		return Flux.defer(() -> {
			Target target = this.targets.get();
			return target.provider()
				.stream(target.model(), request.withOptions(request.options().orElse(target.options())),
						this.settings.orElse(target.call()));
		});
	}

	@Override
	public Model model() {
		return this.targets.get().model();
	}

	@Override
	public LlmClient with(CallSettings settings) {
		return new RegistryClient(this.targets, settings.orElse(this.settings));
	}

	@Override
	public String toString() {
		try {
			return "LlmClient[" + model() + "]";
		}
		catch (LlmException ex) {
			return "LlmClient[" + ex.details().message() + "]";
		}
	}

	/**
	 * Where calls go.
	 *
	 * @param provider the provider
	 * @param model its model
	 * @param options options of the mode
	 * @param call settings of the mode
	 */
	record Target(LlmProvider provider, Model model, ChatOptions options, CallSettings call) {

		static Target of(LlmProvider provider, Model model) {
			return new Target(provider, model, ChatOptions.NONE, CallSettings.NONE);
		}

	}

}
