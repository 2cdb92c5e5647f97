package io.llmprovider.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StartupReportTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
		.withPropertyValues("llm.providers.office.api=openai-completions",
				"llm.providers.office.base-url=https://llm.example.com/v1");

	@Test
	void oneLineSaysWhoIsThereWhichModesThereAreAndWhereKeysAreMissing(CapturedOutput output) {
		this.runner
			.withPropertyValues("llm.providers.office.api-key=${OFFICE_KEY:}", "llm.providers.ollama.enabled=true",
					"llm.providers.keyed.api=openai-completions", "llm.providers.keyed.base-url=http://localhost:1",
					"llm.providers.keyed.api-key=sk-secret", "llm.modes.plan.model=office:big",
					"llm.modes.act.model=ollama:small", "llm.model=keyed:usual")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output)
			.containsOnlyOnce("LLM providers: office (no key: set llm.providers.office.api-key or OFFICE_KEY),"
					+ " ollama (no key needed), keyed (key present); model: keyed:usual;"
					+ " modes: act=ollama:small, plan=office:big")
			.doesNotContain("sk-secret");
	}

	@Test
	void aKnownProviderThatIsOnlyReferredToIsAmongThem(CapturedOutput output) {
		this.runner.withPropertyValues("llm.modes.act.model=openai:x")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("openai (no key: set llm.providers.openai.api-key or OPENAI_API_KEY)");
	}

	@Test
	void aKeyMayStandInAnyPropertySource(CapturedOutput output) {
		this.runner.withPropertyValues("llm.modes.act.model=openai:x", "OPENAI_API_KEY=sk-secret")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("openai (key present)").doesNotContain("sk-secret");
	}

	@Test
	void anUnresolvedPlaceholderDoesNotFailTheStart(CapturedOutput output) {
		this.runner.withPropertyValues("llm.providers.office.api-key=${OFFICE_KEY}")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("office (no key: set llm.providers.office.api-key or OFFICE_KEY)");
	}

	@Test
	void resolvedSettingsAreShownAtDebugWithoutSecrets(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		String logger = StartupReport.class.getName();
		logging.setLogLevel(logger, LogLevel.DEBUG);
		try {
			this.runner
				.withPropertyValues("llm.providers.office.api-key=sk-secret",
						"llm.providers.office.headers.X-Token=t-secret", "llm.defaults.timeouts.idle=9s",
						"llm.modes.act.model=office:x", "llm.modes.act.headers.X-Mode=m-secret",
						"llm.modes.act.temperature=0.25")
				.run((context) -> assertThat(context).hasNotFailed());
		}
		finally {
			logging.setLogLevel(logger, null);
		}
		assertThat(output).contains("idle=PT9S")
			.contains("https://llm.example.com/v1")
			.contains("X-Token")
			.contains("temperature=0.25")
			.doesNotContain("-secret");
	}

}
