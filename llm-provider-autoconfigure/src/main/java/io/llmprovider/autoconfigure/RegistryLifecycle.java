package io.llmprovider.autoconfigure;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.context.SmartLifecycle;

/**
 * Closes the registry when the application stops: after the web server has had its grace
 * to end requests, and before the event loops go on which calls run, so that a call under
 * way ends with an error that says why.
 */
class RegistryLifecycle implements SmartLifecycle {

	/** Above the phase of the resources of Reactor Netty, far below web servers. */
	static final int PHASE = 1024;

	private final ProviderRegistry registry;

	private volatile boolean running;

	RegistryLifecycle(ProviderRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.registry.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * A registry that was closed cannot be opened again.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
