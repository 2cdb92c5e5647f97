package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.provider.account.CostAccount;
import reactor.core.publisher.Flux;

/**
 * The client of a mode: its model, and those that answer in its place. All of them are
 * looked up at each call, in one state of the registry.
 */
final class ModeClient implements LlmClient {

	private final Mode mode;

	private final Supplier<Snapshot> snapshots;

	private final CostAccount account;

	private final CallSettings settings;

	private ModeClient(Mode mode, Supplier<Snapshot> snapshots, CostAccount account, CallSettings settings) {
		this.mode = mode;
		this.snapshots = snapshots;
		this.account = account;
		this.settings = settings;
	}

	/**
	 * The client of a mode.
	 * @param mode the mode
	 * @param snapshots the registry as it is at each call
	 * @param account where calls are charged
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if the mode cannot work
	 */
	static ModeClient of(Mode mode, Supplier<Snapshot> snapshots, CostAccount account) {
		snapshots.get().check(mode);
		return new ModeClient(mode, snapshots, account, CallSettings.NONE);
	}

	@Override
	public Flux<StreamEvent> stream(ChatRequest request) {
		return Flux.defer(() -> now().stream(request));
	}

	private LlmClient now() {
		Snapshot now = this.snapshots.get();
		List<LlmClient> clients = new ArrayList<>();
		for (int i = 0; i <= now.fallbacks(this.mode); i++) {
			int index = i;
			clients.add(new RegistryClient(() -> now.target(this.mode, index), CallSettings.NONE, this.account));
		}
		LlmClient client = clients.get(0).withFallbacks(clients.subList(1, clients.size()).toArray(LlmClient[]::new));
		return (this.settings != CallSettings.NONE) ? client.with(this.settings) : client;
	}

	@Override
	public Model model() {
		return this.snapshots.get().target(this.mode, 0).model();
	}

	@Override
	public LlmClient with(CallSettings settings) {
		return new ModeClient(this.mode, this.snapshots, this.account, settings.orElse(this.settings));
	}

	@Override
	public String toString() {
		try {
			return now().toString();
		}
		catch (LlmException ex) {
			return "LlmClient[" + ex.details().message() + "]";
		}
	}

}
