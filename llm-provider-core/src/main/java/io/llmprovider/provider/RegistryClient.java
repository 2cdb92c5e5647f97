package io.llmprovider.provider;

import java.util.function.Supplier;

import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.account.CostAccount;
import io.llmprovider.provider.account.Spender;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A client that finds its target anew at each subscription.
 */
final class RegistryClient implements LlmClient {

	private final Supplier<Target> targets;

	private final CallSettings settings;

	private final CostAccount account;

	RegistryClient(Supplier<Target> targets, CallSettings settings, CostAccount account) {
		this.targets = targets;
		this.settings = settings;
		this.account = account;
	}

	/**
	 * The client of a model that is known by its reference.
	 * @param reference the reference
	 * @param snapshots the registry as it is at each call
	 * @param account where calls are charged
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if there is no such model
	 */
	static RegistryClient of(ModelRef reference, Supplier<Snapshot> snapshots, CostAccount account) {
		snapshots.get().target(reference);
		return new RegistryClient(() -> snapshots.get().target(reference), CallSettings.NONE, account);
	}

	/**
	 * The client of a model that the application describes itself.
	 * @param model the model
	 * @param snapshots the registry as it is at each call
	 * @param account where calls are charged
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if there is no such provider
	 */
	static RegistryClient of(Model model, Supplier<Snapshot> snapshots, CostAccount account) {
		String provider = model.provider();
		snapshots.get().provider(provider);
		return new RegistryClient(() -> Target.of(snapshots.get().provider(provider), model), CallSettings.NONE,
				account);
	}

	@Override
	public Flux<StreamEvent> stream(ChatRequest request) {
		return Flux.defer(() -> {
			Target target = this.targets.get();
			CallSettings call = this.settings.orElse(target.call());
			Spender spender = new Spender(target.model().provider(), target.model().id(), target.mode(), call.tag());
			this.account.requireBudget(spender);
			AnswerWatch book = (answer) -> this.account.book(spender, answer);
			ChatRequest asked = request.withOptions(request.options().orElse(target.options()));
			return (target.provider() instanceof WireProvider own) ? own.stream(target.model(), asked, call, book)
					: booked(target.provider().stream(target.model(), asked, call), book);
		});
	}

	/** What an application's own provider tells of its answers is in their events. */
	private static Flux<StreamEvent> booked(Flux<StreamEvent> events, AnswerWatch book) {
		return events.transform(StreamEvents.capture(book::ended));
	}

	@Override
	public Model model() {
		return this.targets.get().model();
	}

	@Override
	public LlmClient with(CallSettings settings) {
		return new RegistryClient(this.targets, settings.orElse(this.settings), this.account);
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
	 * @param mode the mode, or null
	 */
	record Target(LlmProvider provider, Model model, ChatOptions options, CallSettings call, @Nullable String mode) {

		static Target of(LlmProvider provider, Model model) {
			return new Target(provider, model, ChatOptions.NONE, CallSettings.NONE, null);
		}

	}

}
