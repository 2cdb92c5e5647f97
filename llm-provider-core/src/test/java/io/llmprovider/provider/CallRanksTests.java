package io.llmprovider.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
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
 * What a protocol is told of a call that provider, model and call have settings for.
 */
class CallRanksTests {

	private final AtomicReference<ChatCall> told = new AtomicReference<>();

	private final AtomicReference<String> spoken = new AtomicReference<>();

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,true", "false,-,false", "true,-,true", "-,false,false", "-,true,true",
			"false,true,true", "true,false,false" })
	void streamingIsTheModelsThenTheProviders(@Nullable Boolean provider, @Nullable Boolean model, boolean expected) {
		ChatCall call = call((settings) -> settings.wireStreaming(provider), model(null, Compat.NONE, model),
				CallSettings.NONE);

		assertThat(call.streaming()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,-", "low,-,low", "-,high,high", "low,high,high" })
	void compatIsTheModelsThenTheProviders(@Nullable String provider, @Nullable String model,
			@Nullable String expected) {
		ChatCall call = call((settings) -> settings.compat(compat(provider)), model(null, compat(model), null),
				CallSettings.NONE);

		assertThat(call.compat().maxTokensField()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,low", "high,high" })
	void theApiTypeIsTheModelsThenTheProviders(@Nullable String model, String expected) {
		call((settings) -> settings.api("low"), model(model, Compat.NONE, null), CallSettings.NONE);

		assertThat(this.spoken.get()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,true", "BEARER,-,true", "HEADER,X-Key,false", "NONE,-,false" })
	void aProtocolKnowsWhetherTheKeyIsABearersToken(@Nullable AuthScheme scheme, @Nullable String header,
			boolean expected) {
		ChatCall call = call((settings) -> settings.auth(new AuthSettings(scheme, header)),
				model(null, Compat.NONE, null), CallSettings.NONE);

		assertThat(call.bearer()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,true", "true,true", "false,false" })
	void anAnswerIsKeptUnlessTheCallSaysOtherwise(@Nullable Boolean keep, boolean expected) {
		ChatCall call = call(UnaryOperator.identity(), model(null, Compat.NONE, null),
				CallSettings.builder().keepAnswer(keep).build());

		assertThat(call.isKeepingAnswer()).isEqualTo(expected);
	}

	private static Compat compat(@Nullable String field) {
		return Compat.builder().maxTokensField(field).build();
	}

	private static ModelSettings model(@Nullable String api, Compat compat, @Nullable Boolean streaming) {
		return new ModelSettings(Model.of("p", "m"), api, null, Map.of(), compat, ChatOptions.NONE, streaming);
	}

	private ChatCall call(UnaryOperator<ProviderSettings.Builder> provider, ModelSettings model, CallSettings call) {
		// The other model shows that a model's settings are its own.
		ModelSettings other = new ModelSettings(Model.of("p", "other"), "high", null, Map.of(), compat("other"),
				ChatOptions.NONE, false);
		ProviderSettings.Builder settings = ProviderSettings.builder("p")
			.api("low")
			.baseUrl("http://127.0.0.1:1")
			.models(List.of(other, model));
		try (ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.protocol(new Told("low"))
			.protocol(new Told("high"))
			.provider(provider.apply(settings).build())
			.build()) {
			assertThatExceptionOfType(InvalidRequestException.class)
				.isThrownBy(() -> registry.client("p:m").with(call).chat(ChatRequest.of("hi")).block());
		}
		return this.told.get();
	}

	/**
	 * Remembers the call and sends nothing.
	 */
	private final class Told extends FakeProtocol {

		Told(String id) {
			super(id);
		}

		@Override
		public WireRequest encode(ChatCall call) {
			CallRanksTests.this.spoken.set(id());
			CallRanksTests.this.told.set(call);
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.builder("not to be sent").build());
		}

	}

}
