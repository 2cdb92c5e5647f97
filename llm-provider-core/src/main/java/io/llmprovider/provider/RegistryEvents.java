package io.llmprovider.provider;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes in their order, without holding the registry's lock: a
 * listener that waits for another thread must not stop that thread's change.
 */
final class RegistryEvents {

	private static final Logger LOG = LoggerFactory.getLogger(RegistryEvents.class);

	private final List<RegistryListener> listeners;

	private final Queue<RegistryEvent> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger untold = new AtomicInteger();

	RegistryEvents(List<RegistryListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * Notes an event; to be called where the order of changes is decided.
	 */
	void add(RegistryEvent event) {
		this.waiting.add(event);
	}

	/**
	 * Tells all events that are noted, unless another call is doing so.
	 */
	void tell() {
		if (this.untold.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			for (RegistryEvent event = this.waiting.poll(); event != null; event = this.waiting.poll()) {
				tell(event);
			}
			seen = this.untold.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void tell(RegistryEvent event) {
		for (RegistryListener listener : this.listeners) {
			try {
				listener.changed(event);
			}
			catch (RuntimeException ex) {
				// The change has been made and cannot fail any more.
				LOG.warn("A listener failed on {}; the change stands", event, ex);
			}
		}
	}

}
