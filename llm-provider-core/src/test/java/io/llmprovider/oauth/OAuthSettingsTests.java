package io.llmprovider.oauth;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.oauth.OAuthSettings.ClientAuthentication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class OAuthSettingsTests {

	private static final Map<Class<?>, List<Object>> VALUES = Map.of(String.class, List.of("a", "b"), List.class,
			List.of(List.of("a"), List.of("b")), Map.class, List.of(Map.of("x", "a"), Map.of("x", "b")), Duration.class,
			List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), ClientAuthentication.class,
			List.of(ClientAuthentication.POST, ClientAuthentication.NONE));

	static Stream<RecordComponent> components() {
		return Stream.of(OAuthSettings.class.getRecordComponents());
	}

	@ParameterizedTest
	@MethodSource("components")
	void theHigherRankWinsAndTheLowerFillsIn(RecordComponent component) throws ReflectiveOperationException {
		OAuthSettings high = with(component, 0);
		OAuthSettings low = with(component, 1);

		assertThat(component.getAccessor().invoke(high)).isEqualTo(VALUES.get(component.getType()).get(0));
		assertThat(high.orElse(low)).isEqualTo(high).isNotEqualTo(low);
		assertThat(OAuthSettings.UNSET.orElse(low)).isEqualTo(low);
		assertThat(high.orElse(OAuthSettings.UNSET)).isEqualTo(high);
		assertThat(high.isSet()).isTrue();
	}

	@Test
	void parametersMergeByName() {
		OAuthSettings high = OAuthSettings.builder().parameters(Map.of("audience", "llm")).build();
		OAuthSettings low = OAuthSettings.builder().parameters(Map.of("audience", "x", "prompt", "consent")).build();

		assertThat(high.orElse(low).parameters()).isEqualTo(Map.of("audience", "llm", "prompt", "consent"));
		assertThat(OAuthSettings.UNSET.isSet()).isFalse();
	}

	private static OAuthSettings with(RecordComponent component, int index) throws ReflectiveOperationException {
		OAuthSettings.Builder builder = OAuthSettings.builder();
		OAuthSettings.Builder.class.getMethod(component.getName(), component.getType())
			.invoke(builder, VALUES.get(component.getType()).get(index));
		return builder.build();
	}

}
