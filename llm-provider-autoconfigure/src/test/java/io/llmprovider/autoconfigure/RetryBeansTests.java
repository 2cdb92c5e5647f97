package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.retry.RetryWait;
import io.llmprovider.retry.RetryWaitListener;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.FixedBackOffPolicy;
import org.springframework.retry.backoff.NoBackOffPolicy;
import org.springframework.retry.policy.CircuitBreakerRetryPolicy;
import org.springframework.retry.policy.MaxAttemptsRetryPolicy;
import org.springframework.retry.policy.NeverRetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Beans of Spring Retry: those that are meant for providers take part, others do not.
 */
class RetryBeansTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
		.withPropertyValues("llm.providers.office.api=openai-completions",
				"llm.providers.office.base-url=http://127.0.0.1:1/v1", "llm.providers.other.api=openai-completions",
				"llm.providers.other.base-url=http://127.0.0.1:1/v1", "llm.defaults.retry.delay=1ms",
				"llm.defaults.retry.jitter=0");

	@Test
	void beansMeantForSomethingElseDoNotTakeOver() {
		this.runner.withUserConfiguration(ForSomethingElse.class)
			.run((context) -> assertThat(failure(context, "office").attempts()).isEqualTo(3));
	}

	@Test
	void aPolicyByQualifierCountsForAllProvidersAndOneOfAProviderMore() {
		this.runner.withUserConfiguration(ByQualifier.class).run((context) -> {
			assertThat(failure(context, "office").attempts()).isEqualTo(2);
			assertThat(failure(context, "other").attempts()).isEqualTo(5);
		});
	}

	@Test
	void policyBackOffAndListenerMayHaveNamesOfOurs() {
		this.runner.withUserConfiguration(ByName.class).run((context) -> {
			assertThat(failure(context, "office").attempts()).isEqualTo(4);
			assertThat(context.getBean(Waits.class).seen).extracting(RetryWait::provider)
				.containsExactly("office", "office", "office");
			assertThat(context.getBean(Waits.class).seen).allMatch((wait) -> wait.delay().toMillis() == 7);
		});
	}

	@Test
	void aListenerOfOneProviderHearsOfNoOther() {
		this.runner.withUserConfiguration(ListensToOffice.class).run((context) -> {
			failure(context, "other");
			assertThat(context.getBean(Waits.class).seen).isEmpty();
			failure(context, "office");
			assertThat(context.getBean(Waits.class).seen).hasSize(2);
		});
	}

	@Test
	void aPolicyThatCannotBeBridgedIsRefusedAtTheStartWithItsName() {
		this.runner.withUserConfiguration(Circuit.class)
			.run((context) -> assertThat(report(context.getStartupFailure()).getDescription()).contains("\"circuit\"",
					CircuitBreakerRetryPolicy.class.getName(), "state across calls"));
		this.runner.withUserConfiguration(Sleeps.class)
			.run((context) -> assertThat(report(context.getStartupFailure()).getDescription()).contains("\"sleeps\"",
					"it waits in a way of its own"));
	}

	@Test
	void twoOfAKindAndUnknownProvidersAreMistakes() {
		this.runner.withUserConfiguration(Two.class)
			.run((context) -> assertThat(report(context.getStartupFailure()).getDescription()).contains("'one'",
					"'two'", "all providers"));
		this.runner.withUserConfiguration(Misspelt.class)
			.run((context) -> assertThat(report(context.getStartupFailure()).getDescription()).contains("'misspelt'",
					"did you mean 'llm.providers.office'?"));
	}

	private static LlmException failure(ApplicationContext context, String provider) {
		return catchThrowableOfType(LlmException.class,
				() -> context.getBean(ProviderRegistry.class)
					.client(provider + ":m")
					.blocking()
					.chat(ChatRequest.of("ping")));
	}

	private static FailureAnalysis report(Throwable failure) {
		Throwable root = failure;
		while (!(root instanceof ConfigurationException) && root.getCause() != null) {
			root = root.getCause();
		}
		return new LlmConfigurationFailureAnalyzer(new MockEnvironment()).analyze(root);
	}

	static final class Waits implements RetryWaitListener {

		final List<RetryWait> seen = new CopyOnWriteArrayList<>();

		@Override
		public void onWait(RetryWait wait) {
			this.seen.add(wait);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ForSomethingElse {

		@Bean
		RetryPolicy retryPolicy() {
			return new NeverRetryPolicy();
		}

		@Bean
		@Qualifier("billing")
		CircuitBreakerRetryPolicy billingPolicy() {
			return new CircuitBreakerRetryPolicy();
		}

		@Bean
		BackOffPolicy backOff() {
			return new SleepsItself();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByQualifier {

		@Bean
		@Qualifier("llm")
		RetryPolicy general() {
			return new MaxAttemptsRetryPolicy(5);
		}

		@Bean
		@Qualifier("llm.providers.office")
		RetryPolicy careful() {
			return new MaxAttemptsRetryPolicy(2);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByName {

		@Bean
		RetryPolicy llmRetryPolicy() {
			return new MaxAttemptsRetryPolicy(4);
		}

		@Bean
		BackOffPolicy llmBackOffPolicy() {
			FixedBackOffPolicy policy = new FixedBackOffPolicy();
			policy.setBackOffPeriod(7);
			return policy;
		}

		@Bean
		Waits llmRetryListener() {
			return new Waits();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListensToOffice {

		@Bean
		@Qualifier("llm.providers.office")
		Waits waits() {
			return new Waits();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Circuit {

		@Bean
		@Qualifier("llm")
		RetryPolicy circuit() {
			return new CircuitBreakerRetryPolicy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Sleeps {

		@Bean
		@Qualifier("llm.providers.office")
		BackOffPolicy sleeps() {
			return new SleepsItself();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		@Qualifier("llm")
		BackOffPolicy one() {
			return new NoBackOffPolicy();
		}

		@Bean
		@Qualifier("llm")
		BackOffPolicy two() {
			return new NoBackOffPolicy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Misspelt {

		@Bean
		@Qualifier("llm.providers.ofice")
		RetryPolicy misspelt() {
			return new MaxAttemptsRetryPolicy(2);
		}

	}

	private static final class SleepsItself implements BackOffPolicy {

		@Override
		public BackOffContext start(RetryContext context) {
			return new NoBackOffPolicy().start(context);
		}

		@Override
		public void backOff(BackOffContext context) {
			throw new IllegalStateException("Nobody may be sent to sleep");
		}

	}

}
