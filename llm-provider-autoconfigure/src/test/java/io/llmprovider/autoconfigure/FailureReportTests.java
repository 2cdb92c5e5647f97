package io.llmprovider.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a user reads when a configuration does not work: which line, and what to write.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

	@TempDir
	Path directory;

	@Test
	void aSlipOfThePenIsAnsweredWithItsLineAndTheNearestSpelling(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    office:
				      api: openai-completions
				      base-url: http://localhost:1/v1
				      key-Required: false
				      timeouts:
				        firstbyte: 3s
				        first-bite: 3s
				""");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("llm.providers.office.timeouts.first-bite is not a setting;"
					+ " did you mean llm.providers.office.timeouts.first-byte? [")
			.contains("application.yml] - 9:21")
			.doesNotContain("timeouts.firstbyte is not a setting")
			.doesNotContain("Required is not a setting");
	}

	@Test
	void allSlipsAreReportedAtOnce(CapturedOutput output) {
		assertFails("""
				llm:
				  modell: a:b
				  providers:
				    office:
				      base_uri: http://localhost:1/v1
				      temperature: 0.5
				  modes:
				    plan: {model: office:x, tinking: high}
				""");
		assertThat(output).contains("llm.modell is not a setting; did you mean llm.model? [")
			.contains("llm.providers.office.base_uri is not a setting; did you mean llm.providers.office.base-url? [")
			.contains("llm.providers.office.temperature is not a setting; did you mean"
					+ " llm.providers.office.options.temperature? [")
			.contains("llm.modes.plan.tinking is not a setting; did you mean llm.modes.plan.thinking? [");
	}

	@Test
	void modelsThatAreWrittenAsAMapAreShownAsAList(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    office:
				      models:
				        qwen3.5:
				          context-window: 6
				          cost: {input: 1}
				""");
		assertThat(output.getOut().split("Description:")[1])
			.containsOnlyOnce("models is a list, so write '- id: qwen3.5' below llm.providers.office.models");
	}

	@Test
	void aValueOfTheWrongKindIsAnsweredWithAnExample(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    office:
				      timeouts: {idle: soon}
				""");
		assertThat(output).contains("llm.providers.office.timeouts.idle cannot be 'soon'")
			.contains("application.yml] - 4:24")
			.contains("Set llm.providers.office.timeouts.idle to a duration, such as 500ms, 30s or 10m.");
	}

	@Test
	void anUnknownChoiceIsAnsweredWithAllChoices(CapturedOutput output) {
		assertFails("llm.providers.office.deliver-on: elastic");
		assertThat(output).contains("llm.providers.office.deliver-on cannot be 'elastic'")
			.contains("one of [event-loop, bounded-elastic, parallel]");
	}

	@Test
	void aValueThatIsEmptyIsReportedAndTakesNoProviderWithIt(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    office: {api: openai-completions, base-url: 'http://localhost:1/v1'}
				    other: {enabled: ''}
				""");
		assertThat(output).contains("llm.providers.other.enabled cannot be ''").contains("to true or false");
	}

	@Test
	void aWrongKeyIsNotBlamedOnAnotherSetting(CapturedOutput output) {
		assertFails("""
				llm:
				  model: office:x
				  providers:
				    office:
				      compat:
				        reasoning-effort-map: {hihg: most}
				""");
		assertThat(output).contains("llm.providers.office.compat.reasoning-effort-map")
			.contains("ThinkingLevel.hihg")
			.doesNotContain("llm.model cannot be");
	}

	@Test
	void aValueOutOfRangeIsReportedWithItsLine(CapturedOutput output) {
		assertFails("""
				llm:
				  defaults:
				    retry:
				      jitter: 3
				""");
		assertThat(output).contains("llm.defaults.retry.jitter must be between 0.0 and 1.0, not 3.0")
			.contains("llm.defaults.retry.jitter: ", "application.yml] - 4:15");
	}

	@Test
	void anUnknownProviderOfAModeIsReportedWithTheModeAndItsLine(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    office: {api: openai-completions, base-url: "http://localhost:1/v1"}
				  modes:
				    plan: {model: "ofice:x"}
				""");
		assertThat(output).contains("Mode 'plan' refers to the unknown provider 'ofice'; did you mean 'office'?")
			.contains("llm.modes.plan.model: ", "application.yml] - 5:19");
	}

	@Test
	void aModeWithoutAModelIsReported(CapturedOutput output) {
		assertFails("llm.modes.plan.thinking: high");
		assertThat(output).contains("Mode 'plan' has no model, and there is no default model")
			.contains("Set llm.modes.plan.model to provider:model")
			.contains("llm.modes.plan.thinking: ");
	}

	@Test
	void aProviderThatIsNoMoreThanAVariableIsReportedWithTheVariable(CapturedOutput output) {
		assertThatThrownBy(() -> start("""
				llm:
				  providers:
				    my-vllm: {api: openai-completions, base-url: "http://localhost:1/v1"}
				""", "LLM_PROVIDERS_MYVLLM_APIKEY=x")).isInstanceOf(Exception.class);
		assertThat(output).contains("'my-vllm'").contains("'myvllm'").contains("differ only by case or dashes");
	}

	@Test
	void anOptionThatTheApiDoesNotKnowFailsTheStart(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    office:
				      api: openai-completions
				      base-url: http://localhost:1/v1
				      options:
				        provider-options: {servise-tier: auto}
				""");
		assertThat(output)
			.contains("llm.providers.office.options.provider-options does not fit the API type 'openai-completions'")
			.contains("did you mean 'service_tier'?")
			.contains("application.yml] - 7:42");
	}

	@Test
	void aSwitchForAnUnknownApiTypeFailsTheStart(CapturedOutput output) {
		assertFails("llm.protocols.openai-completion.enabled: false");
		assertThat(output).contains("There is no API type 'openai-completion'; did you mean 'openai-completions'?");
	}

	@Test
	void aModeOfAProviderThatIsSwitchedOffFailsTheStart(CapturedOutput output) {
		assertFails("""
				llm:
				  providers:
				    openai: {enabled: false}
				  modes:
				    plan: {model: "openai:x"}
				""");
		assertThat(output).contains("Mode 'plan' refers to the provider 'openai', which is switched off")
			.contains("llm.providers.openai.enabled: ", "application.yml] - 3:23");
	}

	@Test
	void settingsOfOtherBeansBelowOurPrefixAreLeftAlone() throws Exception {
		try (var context = run("llm.extension.colour: red", Extension.class, "LLM_HOME=/opt/llm")) {
			assertThat(context.getBean(ExtensionProperties.class).colour()).isEqualTo("red");
		}
	}

	@Test
	void emptyMapsMeanNothing() throws Exception {
		try (var context = run("""
				llm:
				  defaults: {}
				  modes: {}
				  protocols: {}
				  providers:
				    office:
				      api: openai-completions
				      base-url: http://localhost:1/v1
				      headers: {}
				      options: {extra-body: {}}
				      models: []
				    ollama: {enabled: false}
				""", Application.class)) {
			assertThat(context.containsBean("llm.providers.office")).isTrue();
		}
	}

	private void assertFails(String yaml) {
		assertThatThrownBy(() -> start(yaml)).isInstanceOf(Exception.class);
	}

	private void start(String yaml, String... variables) throws Exception {
		run(yaml, Application.class, variables).close();
	}

	private org.springframework.context.ConfigurableApplicationContext run(String yaml, Class<?> source,
			String... variables) throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), yaml);
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource("test-systemEnvironment",
					variables(variables))));
		List<String> arguments = new ArrayList<>(
				List.of("--spring.config.location=" + this.directory.toUri(), "--spring.main.banner-mode=off"));
		return application.run(arguments.toArray(String[]::new));
	}

	private static java.util.Map<String, Object> variables(String... pairs) {
		java.util.Map<String, Object> variables = new java.util.LinkedHashMap<>();
		for (String pair : pairs) {
			variables.put(pair.split("=")[0], pair.split("=")[1]);
		}
		return variables;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableConfigurationProperties(ExtensionProperties.class)
	static class Extension {

	}

	@ConfigurationProperties("llm.extension")
	record ExtensionProperties(String colour) {

	}

}
