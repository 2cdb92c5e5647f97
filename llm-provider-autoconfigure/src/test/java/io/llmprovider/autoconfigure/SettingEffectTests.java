package io.llmprovider.autoconfigure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.protocol.WireProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
		Set<String> containers = Set.of("llm.providers", "llm.modes", "llm.protocols", "llm.providers.*.models");
		Set<String> settings = new HashSet<>(Metadata.names());
		settings.removeAll(containers);
		assertThat(effects().stream().map(SettingEffect::name)).containsExactlyInAnyOrderElementsOf(settings);
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

	static Set<String> protocolIds(Map<String, String> settings) {
		Set<String> ids = new HashSet<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues(settings.entrySet()
				.stream()
				.map((setting) -> setting.getKey() + "=" + setting.getValue())
				.filter((setting) -> setting.startsWith("llm.protocols"))
				.toArray(String[]::new))
			.run((context) -> ids.addAll(context.getBeansOfType(WireProtocol.class)
				.values()
				.stream()
				.map(WireProtocol::id)
				.collect(Collectors.toSet())));
		return ids;
	}

}
