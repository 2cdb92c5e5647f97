package io.llmprovider.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Starts a {@link RegistryTrial} beside the application's own start, unless nothing is
 * set under {@code llm}: such an application would pay for what it may never use. It is
 * switched off where Spring Boot's own initialization in the background is.
 */
final class LlmWarmUp implements SmartApplicationListener {

	private static final String IGNORE = "spring.backgroundpreinitializer.ignore";

	private static final AtomicBoolean STARTED = new AtomicBoolean();

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return ApplicationEnvironmentPreparedEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared && isAllowed()
				&& isConfigured(prepared.getEnvironment()) && STARTED.compareAndSet(false, true)) {
			Thread thread = new Thread(new RegistryTrial(), "llm-warm-up");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static boolean isAllowed() {
		return Runtime.getRuntime().availableProcessors() > 1 && !NativeDetector.inNativeImage()
				&& !Boolean.getBoolean(IGNORE);
	}

	static boolean isConfigured(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					if (name.startsWith("llm.") || name.startsWith("LLM_")) {
						return true;
					}
				}
			}
		}
		return false;
	}

}
