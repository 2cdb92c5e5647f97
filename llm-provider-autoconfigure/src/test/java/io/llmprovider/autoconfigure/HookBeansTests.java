package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.HookException;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.hook.Exchange;
import io.llmprovider.provider.hook.ExchangeHook;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Beans that are hooks take part by their order, those of one provider for it only.
 */
class HookBeansTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
		.withPropertyValues("llm.providers.office.api=openai-completions",
				"llm.providers.office.base-url=http://127.0.0.1:1/v1", "llm.providers.other.api=openai-completions",
				"llm.providers.other.base-url=http://127.0.0.1:1/v1");

	@Test
	void hooksRunByTheirOrderAndThoseOfOneProviderForItOnly() {
		this.runner.withUserConfiguration(Hooks.class).run((context) -> {
			assertThat(calls(context, "office")).containsExactly("first", "office", "last");
			assertThat(calls(context, "other")).containsExactly("first", "last");
		});
	}

	@Test
	void aHookForAnUnknownProviderIsAMistake() {
		this.runner.withUserConfiguration(Misspelt.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(io.llmprovider.error.ConfigurationException.class)
				.rootCause()
				.hasMessageContaining("'hook'")
				.hasMessageContaining("did you mean 'llm.providers.office'?"));
	}

	private static List<String> calls(ApplicationContext context, String provider) {
		Calls calls = context.getBean(Calls.class);
		calls.names.clear();
		HookException failure = catchThrowableOfType(HookException.class,
				() -> context.getBean(ProviderRegistry.class)
					.client(provider + ":m")
					.blocking()
					.chat(ChatRequest.of("ping")));
		assertThat(failure.hook()).isEqualTo("last");
		return calls.names;
	}

	@Configuration(proxyBeanMethods = false)
	static class Hooks {

		@Bean
		Calls calls() {
			return new Calls();
		}

		@Bean
		@Order(3)
		ExchangeHook aLast(Calls calls) {
			return new Noting("last", calls);
		}

		@Bean
		@Order(2)
		@Qualifier("llm.providers.office")
		ExchangeHook bOffice(Calls calls) {
			return new Noting("office", calls);
		}

		@Bean
		@Order(1)
		ExchangeHook cFirst(Calls calls) {
			return new Noting("first", calls);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Misspelt {

		@Bean
		@Qualifier("llm.providers.ofice")
		ExchangeHook hook() {
			return new Noting("hook", new Calls());
		}

	}

	static class Calls {

		final List<String> names = new CopyOnWriteArrayList<>();

	}

	/**
	 * Notes that it was asked; the last one ends the call, so that nothing is sent.
	 *
	 * @param name its name
	 * @param calls where it notes
	 */
	record Noting(String name, Calls calls) implements ExchangeHook {

		@Override
		public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
			this.calls.names.add(this.name);
			return this.name.equals("last") ? Mono.error(new IllegalStateException("enough")) : Mono.just(request);
		}

	}

}
