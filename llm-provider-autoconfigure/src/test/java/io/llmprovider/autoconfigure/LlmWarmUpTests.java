package io.llmprovider.autoconfigure;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What is done beside an application's start. A failure in it would be hidden, as the
 * application's own registry tells what is wrong, so it is looked for here.
 */
class LlmWarmUpTests {

	@Test
	void theTrialFindsNothingWrongAndLeavesNoThreadBehind() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		assertThatCode(new RegistryTrial()::warmUp).doesNotThrowAnyException();
		assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)).noneMatch((name) -> name.startsWith("reactor") || name.startsWith("parallel"));
	}

	@ParameterizedTest
	@CsvSource({ "llm.model, true", "llm.providers.p.api, true", "LLM_MODEL, true", "llmodel, false",
			"spring.llm.model, false" })
	void onlyAnApplicationThatSetsSomethingIsTriedOut(String name, boolean expected) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().forEach((source) -> environment.getPropertySources().remove(source.getName()));
		environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, "x")));
		assertThat(LlmWarmUp.isConfigured(environment)).isEqualTo(expected);
	}

	@Test
	void itBeginsAsSoonAsTheSettingsAreKnown() {
		LlmWarmUp listener = new LlmWarmUp();
		assertThat(listener.supportsEventType(ApplicationEnvironmentPreparedEvent.class)).isTrue();
		assertThat(listener.supportsEventType(ApplicationStartedEvent.class)).isFalse();
		assertThat(SpringFactoriesLoader.loadFactories(ApplicationListener.class, null))
			.hasAtLeastOneElementOfType(LlmWarmUp.class);
	}

}
