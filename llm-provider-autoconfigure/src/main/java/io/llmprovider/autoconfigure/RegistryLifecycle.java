package io.llmprovider.autoconfigure;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the registry when the application stops: after the web server has had its grace
 * to end requests, and before the event loops go on which calls run, so that a call under
 * way ends with an error that says why.
 */
class RegistryLifecycle implements SmartLifecycle {

	/** Above the phase of the resources of Reactor Netty, far below web servers. */
	static final int PHASE = 1024;

	private final BeanFactory beanFactory;

	private volatile boolean running;

	RegistryLifecycle(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		// One that nobody has asked for is not made in order to be closed.
		if (this.beanFactory instanceof SingletonBeanRegistry made && made.containsSingleton(LlmBeanNames.REGISTRY)) {
			this.beanFactory.getBean(LlmBeanNames.REGISTRY, ProviderRegistry.class).close();
		}
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
