package io.llmprovider.protocol;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.llmprovider.json.Json;
import io.llmprovider.json.SettingsProbe;
import io.llmprovider.json.SettingsProbe.Subject;
import io.llmprovider.model.ThinkingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class CompatTests {

	private static final Subject<Compat.Builder, Compat> COMPAT = new Subject<>(Compat::builder, Compat.Builder::build);

	static Stream<RecordComponent> flags() {
		return Arrays.stream(Compat.class.getRecordComponents());
	}

	@Test
	void everyFlagCanBeSet() {
		assertThat(flags().map(RecordComponent::getName))
			.containsExactlyInAnyOrderElementsOf(SettingsProbe.setters(Compat.Builder.class));
	}

	@ParameterizedTest
	@MethodSource("flags")
	void theHigherRankWinsAndTheLowerFillsInAndMapsMerge(RecordComponent flag) {
		String name = flag.getName();
		Object high = values(flag).get(0);
		Object low = values(flag).get(1);
		Compat set = COMPAT.with(name, high);
		Compat below = COMPAT.with(name, low);
		Compat unrelated = name.equals("supportsSeed") ? COMPAT.with("supportsStore", true)
				: COMPAT.with("supportsSeed", true);

		Object both = COMPAT.get(set.orElse(below), name);
		if (high instanceof Map<?, ?> some && low instanceof Map<?, ?> others) {
			assertThat((Map<?, ?>) both).hasSize(2);
			assertThat(((Map<?, ?>) both).entrySet().containsAll(some.entrySet())).isTrue();
			assertThat(((Map<?, ?>) both).entrySet().containsAll(others.entrySet())).isTrue();
		}
		else {
			assertThat(both).isEqualTo(high);
		}
		assertThat(COMPAT.get(unrelated.orElse(below), name)).isEqualTo(low);
		assertThat(COMPAT.get(set.orElse(unrelated), name)).isEqualTo(high);
		assertThat(set.orElse(Compat.NONE)).isEqualTo(set);
		assertThat(Compat.NONE.orElse(below)).isEqualTo(below);
	}

	@ParameterizedTest
	@MethodSource("flags")
	void everyFlagSurvivesJson(RecordComponent flag) {
		Compat compat = COMPAT.with(flag.getName(), values(flag).get(0));

		assertThat(compat).isNotEqualTo(Compat.NONE);
		assertThat(Json.read(Json.text(compat), Compat.class)).isEqualTo(compat);
	}

	private static List<Object> values(RecordComponent flag) {
		if (flag.getName().equals("reasoningEffortMap")) {
			return List.of(Map.of(ThinkingLevel.LOW, "min"), Map.of(ThinkingLevel.HIGH, "max"));
		}
		Class<?> type = flag.getType();
		if (type == Boolean.class) {
			return List.of(false, true);
		}
		if (type == Integer.class) {
			return List.of(1, 2);
		}
		if (type == String.class) {
			return List.of("a", "b");
		}
		if (type == Set.class) {
			return List.of(Set.of("a"), Set.of("b"));
		}
		if (type == Map.class) {
			return List.of(Map.of("a", 1), Map.of("b", 2));
		}
		return List.of(type.getEnumConstants()[0], type.getEnumConstants()[1]);
	}

}
