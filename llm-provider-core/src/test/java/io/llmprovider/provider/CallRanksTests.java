package io.llmprovider.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a protocol is told of a call for which provider and model have settings.
 */
class CallRanksTests {

	private final AtomicReference<ChatCall> told = new AtomicReference<>();

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,true", "false,-,false", "true,-,true", "-,false,false", "-,true,true",
			"false,true,true", "true,false,false" })
	void streamingIsTheModelsThenTheProviders(@Nullable Boolean provider, @Nullable Boolean model, boolean expected) {
		ChatCall call = call(provider, Compat.NONE, model, Compat.NONE);

		assertThat(call.streaming()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,-", "low,-,low", "-,high,high", "low,high,high" })
	void compatIsTheModelsThenTheProviders(@Nullable String provider, @Nullable String model,
			@Nullable String expected) {
		ChatCall call = call(null, compat(provider), null, compat(model));

		assertThat(call.compat().maxTokensField()).isEqualTo(expected);
	}

	private static Compat compat(@Nullable String field) {
		return Compat.builder().maxTokensField(field).build();
	}

	private ChatCall call(@Nullable Boolean provider, Compat providerCompat, @Nullable Boolean model,
			Compat modelCompat) {
		ModelSettings own = new ModelSettings(Model.of("p", "m"), null, null, Map.of(), modelCompat, ChatOptions.NONE,
				model);
		ProviderSettings settings = ProviderSettings.builder("p")
			.api("fake")
			.baseUrl("http://127.0.0.1:1")
			.wireStreaming(provider)
			.compat(providerCompat)
			.models(List.of(own))
			.build();
		try (ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.protocol(new Told())
			.provider(settings)
			.build()) {
			assertThatExceptionOfType(InvalidRequestException.class)
				.isThrownBy(() -> registry.client("p:m").chat(ChatRequest.of("hi")).block());
		}
		return this.told.get();
	}

	/**
	 * Remembers the call and sends nothing.
	 */
	private final class Told extends FakeProtocol {

		@Override
		public WireRequest encode(ChatCall call) {
			CallRanksTests.this.told.set(call);
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.builder("not to be sent").build());
		}

	}

}
