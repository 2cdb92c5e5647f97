package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class ProtocolConfigurationsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class));

	@Test
	void everyApiTypeOfTheLibraryIsABean() {
		this.runner.run((context) -> assertThat(ids(context))
			.containsExactlyInAnyOrderElementsOf(builtIn().map(WireProtocol::id).toList()));
	}

	@ParameterizedTest
	@MethodSource("builtIn")
	void anApiTypeIsSwitchedOffByItsProperty(WireProtocol protocol) {
		this.runner.withPropertyValues("llm.protocols." + protocol.id() + ".enabled=false")
			.run((context) -> assertThat(ids(context)).doesNotContain(protocol.id()).isNotEmpty());
	}

	@ParameterizedTest
	@MethodSource("builtIn")
	void anApiTypeIsSwitchedOffByTheAbsenceOfItsClass(WireProtocol protocol) {
		this.runner.withClassLoader(new FilteredClassLoader(protocol.getClass()))
			.run((context) -> assertThat(ids(context)).doesNotContain(protocol.id()));
	}

	@Test
	void aBeanWithTheSameIdComesAfterOursAndWins() {
		OpenAiCompletionsProtocol own = new OpenAiCompletionsProtocol();
		this.runner.withBean("own", OpenAiCompletionsProtocol.class, () -> own)
			.run((context) -> assertThat(context.getBeanProvider(WireProtocol.class)
				.orderedStream()
				.filter((protocol) -> protocol.id().equals(OpenAiCompletionsProtocol.ID))).endsWith(own));
	}

	@Test
	void aDialectOfTheApplicationDoesNotReplaceWhatItExtends() {
		this.runner.withBean("own", AcmeProtocol.class, AcmeProtocol::new)
			.run((context) -> assertThat(ids(context)).contains("acme-chat", OpenAiCompletionsProtocol.ID));
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

	static Stream<WireProtocol> builtIn() {
		return BuiltInProtocols.all().stream();
	}

	private static List<String> ids(ApplicationContext context) {
		return context.getBeanProvider(WireProtocol.class).stream().map(WireProtocol::id).toList();
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

}
