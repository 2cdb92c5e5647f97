package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a registry that counts, and the lock of whoever replaces it.
 */
final class RegistryState {

	private final LayeredProviders layers;

	private final List<RegistryListener> listeners;

	private volatile Snapshot snapshot;

	private @Nullable RegistryChanges changes;

	/**
	 * Creates a state.
	 * @param snapshot the first snapshot
	 * @param layers what lies below that which is registered
	 * @param listeners hear of changes
	 */
	RegistryState(Snapshot snapshot, LayeredProviders layers, List<RegistryListener> listeners) {
		this.snapshot = snapshot;
		this.layers = layers;
		this.listeners = List.copyOf(listeners);
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * Replaces the snapshot, to be called under the lock that this object is.
	 */
	void replace(Snapshot snapshot) {
		this.snapshot = snapshot;
	}

	/**
	 * What changes the registry. Many applications never change theirs, so it is made for
	 * the first change.
	 */
	synchronized RegistryChanges changes() {
		RegistryChanges made = this.changes;
		if (made == null) {
			made = new RegistryChanges(this, this.layers, this.listeners);
			this.changes = made;
		}
		return made;
	}

	/**
	 * Closes the registry for lookups and changes.
	 * @return all providers that may have calls under way, for the caller to close; none
	 * if the registry was closed already
	 */
	synchronized Collection<LlmProvider> close() {
		Snapshot last = this.snapshot;
		if (last.closed()) {
			return List.of();
		}
		this.snapshot = last.asClosed();
		List<LlmProvider> all = new ArrayList<>(last.providers().values());
		all.addAll(last.known().all());
		if (this.changes != null) {
			all.addAll(this.changes.retired());
		}
		return all;
	}

}
