package io.llmprovider.autoconfigure;

import java.util.stream.Stream;

import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ApiTypesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class));

	@ParameterizedTest
	@MethodSource("builtIn")
	void everyApiTypeOfTheLibraryIsThere(String api) {
		withProvider(api).run((context) -> assertThat(context.getBean(ProviderRegistry.class).describe("acme"))
			.hasValueSatisfying((acme) -> assertThat(acme.api()).isEqualTo(api)));
	}

	@ParameterizedTest
	@MethodSource("builtIn")
	void anApiTypeIsSwitchedOffByItsProperty(String api) {
		withProvider(api).withPropertyValues("llm.protocols." + api + ".enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("unknown API type '" + api + "'"));
	}

	@Test
	void aBeanWithTheSameIdWins() {
		withProvider(OpenAiCompletionsProtocol.ID)
			.withPropertyValues("llm.providers.acme.options.provider-options.of-the-application=1")
			.withBean("own", WireProtocol.class, ReplacingProtocol::new)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aDialectOfTheApplicationDoesNotReplaceWhatItExtends() {
		this.runner.withBean("own", AcmeProtocol.class, AcmeProtocol::new)
			.withPropertyValues("llm.providers.acme.api=acme-chat", "llm.providers.acme.base-url=http://localhost:1",
					"llm.providers.other.api=" + OpenAiCompletionsProtocol.ID,
					"llm.providers.other.base-url=http://localhost:1")
			.run((context) -> assertThat(context.getBean(ProviderRegistry.class).providers()).hasSize(2));
	}

	@Test
	void aProtocolOfTheApplicationIsAddedToTheApiTypes() {
		this.runner.withBean("own", WireProtocol.class, () -> new AcmeProtocol())
			.withPropertyValues("llm.providers.acme.api=acme-chat", "llm.providers.acme.base-url=http://localhost:1")
			.run((context) -> assertThat(context.getBean(ProviderRegistry.class).describe("acme"))
				.hasValueSatisfying((acme) -> assertThat(acme.api()).isEqualTo("acme-chat")));
	}

	@Test
	void aProtocolOfTheApplicationIsSwitchedOffByItsPropertyToo() {
		this.runner.withBean("own", WireProtocol.class, () -> new AcmeProtocol())
			.withPropertyValues("llm.protocols.acme-chat.enabled=false", "llm.providers.acme.api=acme-chat",
					"llm.providers.acme.base-url=http://localhost:1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("unknown API type 'acme-chat'"));
	}

	static Stream<String> builtIn() {
		return BuiltInProtocols.all().stream().map(WireProtocol::id);
	}

	private ApplicationContextRunner withProvider(String api) {
		return this.runner.withPropertyValues("llm.providers.acme.api=" + api,
				"llm.providers.acme.base-url=http://localhost:1", "llm.providers.acme.api-key=none");
	}

	/**
	 * A dialect with a name of its own.
	 */
	static final class AcmeProtocol extends OpenAiCompletionsProtocol {

		@Override
		public String id() {
			return "acme-chat";
		}

	}

	/**
	 * Chat Completions with an option of its own.
	 */
	static final class ReplacingProtocol extends OpenAiCompletionsProtocol {

		@Override
		public OptionSpec options() {
			return super.options().and(OptionSpec.of(new Option("of-the-application", Type.INTEGER, "Only here.")));
		}

	}

}
