package io.llmprovider.autoconfigure;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.model.Pricing;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.Limits;
import io.llmprovider.provider.failover.CircuitBreakerSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ProxySettings;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No setting is there for show: each has a value here that is seen where the library has
 * it, and not without it.
 */
class SettingEffectTests {

	@ParameterizedTest
	@MethodSource("effects")
	void aSettingIsSeenWhereItBelongs(SettingEffect effect) {
		assertThat(effect.see()).isEqualTo(effect.expected());
		assertThat(effect.seeWithout()).isNotEqualTo(effect.expected());
	}

	@Test
	void everySettingOfTheMetadataHasARow() {
		Set<String> containers = Set.of("llm.providers", "llm.modes", "llm.protocols", "llm.budgets",
				"llm.providers.*.models", "llm.providers.*.models[*].cost.tiers");
		Set<String> settings = new HashSet<>(Metadata.names());
		// Those of the health are tried in LlmHealthTests.
		settings.removeIf((name) -> name.startsWith("management.health.llm."));
		settings.removeAll(containers);
		// LlmHealthTests shows these two, which are not of ours by prefix.
		settings.removeAll(Set.of("management.health.llm.enabled", "management.health.llm.timeout"));
		assertThat(effects().stream().map(SettingEffect::name)).containsExactlyInAnyOrderElementsOf(settings);
	}

	@ParameterizedTest
	@MethodSource("settings")
	void whateverTheLibraryCanBeToldCanBeConfigured(Class<?> settings, Class<?> properties) {
		assertThat(members(properties)).containsAll(members(settings));
	}

	static Stream<Arguments> settings() {
		return Stream.of(Arguments.of(Compat.class, CompatProperties.class),
				Arguments.of(TimeoutSettings.class, TimeoutsProperties.class),
				Arguments.of(RetrySettings.class, RetryProperties.class),
				Arguments.of(ConnectionSettings.class, ConnectionsProperties.class),
				Arguments.of(CircuitBreakerSettings.class, CircuitBreakerProperties.class),
				Arguments.of(ProxySettings.class, ProxyProperties.class),
				Arguments.of(Limits.class, LimitsProperties.class), Arguments.of(Pricing.class, CostProperties.class),
				Arguments.of(AuthSettings.class, AuthProperties.class),
				Arguments.of(OAuthSettings.class, OAuthProperties.class),
				Arguments.of(ChatOptions.class, OptionsProperties.class));
	}

	/**
	 * What can be set. What belongs to a single request cannot be configured.
	 */
	private static Set<String> members(Class<?> type) {
		if (type.isRecord()) {
			// The proxy is a setting beside the connections.
			return Arrays.stream(type.getRecordComponents())
				.map(RecordComponent::getName)
				.filter((name) -> !name.equals("proxy"))
				.collect(Collectors.toSet());
		}
		Set<String> ofOneRequest = Set.of("responseFormat", "sessionId");
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()))
			.map(Field::getName)
			.filter((name) -> !ofOneRequest.contains(name))
			.collect(Collectors.toSet());
	}

	@Test
	void everySettingOfTheTableIsKnownToTheCheckOfNames() {
		assertThat(effects()).allSatisfy((effect) -> assertThat(
				SettingTree.departure(org.springframework.boot.context.properties.source.ConfigurationPropertyName
					.adapt(effect.property(), '.')))
			.isEmpty());
	}

	static List<SettingEffect> effects() {
		return SettingEffects.all();
	}

	static boolean startsWithApi(String api, Map<String, String> settings) {
		AtomicBoolean started = new AtomicBoolean();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues(settings.entrySet()
				.stream()
				.map((setting) -> setting.getKey() + "=" + setting.getValue())
				.filter((setting) -> setting.startsWith("llm.protocols"))
				.toArray(String[]::new))
			.withPropertyValues("llm.providers.acme.api=" + api, "llm.providers.acme.base-url=http://localhost:1")
			.run((context) -> started.set(context.getStartupFailure() == null));
		return started.get();
	}

}
