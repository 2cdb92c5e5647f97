package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.llmprovider.provider.account.CostAccount;

/**
 * The clients of modes, each with those of the models that answer in its place.
 *
 * @param snapshots the registry as it is at each call
 * @param account where calls are charged
 */
record ModeClients(Supplier<Snapshot> snapshots, CostAccount account) {

	LlmClient of(Mode mode) {
		Snapshot now = this.snapshots.get();
		List<LlmClient> clients = new ArrayList<>();
		int others = now.fallbacks(mode);
		for (int i = 0; i <= others; i++) {
			int index = i;
			now.target(mode, index);
			clients.add(new RegistryClient(() -> this.snapshots.get().target(mode, index), CallSettings.NONE,
					this.account));
		}
		return clients.get(0).withFallbacks(clients.subList(1, clients.size()).toArray(LlmClient[]::new));
	}

}
