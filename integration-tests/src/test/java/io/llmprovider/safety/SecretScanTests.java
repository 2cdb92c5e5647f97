package io.llmprovider.safety;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Calls of every end with marked secrets, with all logs on and the wire among them: what
 * was written and what can be printed has none of them. The markers have no form by which
 * a key is known, so that it is not the mask of known forms that is tried here.
 */
class SecretScanTests {

	private static final List<String> SECRETS = List.of("markerofthekey", "markeroftheheader", "markerofthecall",
			"markerofthemode", "markeroftheproxy", "markerofthetoken", "markeroftherefresh", "markeroftheaccount",
			"markeroftheclient");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

	private final Level before = this.root.getLevel();

	private final List<Level> levelsBefore = new ArrayList<>();

	private final StringBuilder printed = new StringBuilder();

	@BeforeEach
	void hear() {
		this.appender.start();
		this.root.iteratorForAppenders().forEachRemaining(this.others::add);
		this.others.forEach(this.root::detachAppender);
		this.root.setLevel(Level.TRACE);
		this.root.addAppender(this.appender);
		for (String name : ours()) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			this.levelsBefore.add(logger.getLevel());
			logger.setLevel(Level.TRACE);
		}
	}

	@AfterEach
	void hearNoMore() {
		this.root.detachAppender(this.appender);
		this.others.forEach(this.root::addAppender);
		this.root.setLevel(this.before);
		for (int i = 0; i < ours().size(); i++) {
			((Logger) LoggerFactory.getLogger(ours().get(i))).setLevel(this.levelsBefore.get(i));
		}
	}

	private static List<String> ours() {
		return List.of("io.llmprovider", "io.llmprovider.wire");
	}

	static Stream<Arguments> answers() {
		String echo = "you sent markerofthekey, markeroftheheader, markerofthecall and markerofthemode";
		return Stream.of(argumentSet("an answer", Answer.text("hello")),
				argumentSet("a refusal that repeats them", Answer.error(401, echo)),
				argumentSet("a failure that repeats them", Answer.error(500, echo)),
				argumentSet("a page that repeats them", Answer.status(502, "text/html", "<html>" + echo + "</html>")),
				argumentSet("a redirection", Answer.redirect(307, "https://elsewhere.invalid/?key=markerofthekey")),
				argumentSet("a cut", Answer.text("a longer text that is cut").cutAfter(250)),
				argumentSet("a reset", Answer.reset()), argumentSet("silence", Answer.silence()),
				argumentSet("nonsense", Answer.status(200, "text/event-stream", "data: {nonsense\n\n")));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void nothingThatIsWrittenHasASecret(Answer answer) {
		try (LlmSimulator server = LlmSimulator.start(); LlmSimulator corporate = LlmSimulator.start()) {
			for (int i = 0; i < 8; i++) {
				server.enqueue(answer);
			}
			corporate.enqueue(Answer.error(401, "markerofthetoken of markeroftheaccount is over"));
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
				.withBean("login", OAuthFlow.class, MarkedLogin::new)
				.withPropertyValues("llm.providers.corporate.api=openai-completions",
						"llm.providers.corporate.base-url=" + corporate.baseUrl("openai-completions"),
						"llm.providers.corporate.oauth.flow=login",
						"llm.providers.corporate.oauth.client-secret=markeroftheclient",
						"llm.providers.corporate.retry.max-attempts=2")
				.withPropertyValues("llm.providers.office.api=openai-completions",
						"llm.providers.office.base-url=" + server.baseUrl("openai-completions"),
						"llm.providers.office.api-key=markerofthekey",
						"llm.providers.office.headers.X-Team=markeroftheheader",
						"llm.providers.office.timeouts.first-byte=300ms", "llm.providers.office.retry.delay=1ms",
						"llm.providers.office.retry.max-attempts=2", "llm.modes.plan.model=office:m",
						"llm.modes.plan.headers.X-Mode=markerofthemode", "llm.modes.plan.fallbacks=other:m",
						"llm.providers.other.api=openai-completions",
						"llm.providers.other.base-url=http://llm.invalid/v1",
						"llm.providers.other.api-key=markerofthekey", "llm.providers.other.retry.max-attempts=1",
						"llm.providers.other.proxy.host=127.0.0.1", "llm.providers.other.proxy.port=1",
						"llm.providers.other.proxy.username=u", "llm.providers.other.proxy.password=markeroftheproxy")
				.run(this::use);
			assertThat(corporate.exchanges()).singleElement()
				.satisfies((exchange) -> assertThat(exchange.request().header("Authorization"))
					.isEqualTo("Bearer markerofthetoken"));
			assertThat(server.exchanges()).isNotEmpty()
				.allSatisfy(
						(exchange) -> assertThat(exchange.request().header("X-Team")).isEqualTo("markeroftheheader"));
		}
		assertThat(this.appender.list).anyMatch((event) -> event.getLoggerName().equals("io.llmprovider.wire"));
		List<String> written = new ArrayList<>(this.printed.toString().lines().toList());
		for (ILoggingEvent event : List.copyOf(this.appender.list)) {
			written.add(event.getLoggerName() + ": " + event.getFormattedMessage());
			if (event.getThrowableProxy() != null) {
				written.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
			}
		}
		for (String secret : SECRETS) {
			assertThat(written).filteredOn((text) -> text.contains(secret) && !isOfTheTest(text)).isEmpty();
		}
	}

	/** The simulator is told to repeat the secrets; it is no part of an application. */
	private static boolean isOfTheTest(String line) {
		return line.startsWith("io.llmprovider.test.");
	}

	private void use(ApplicationContext context) {
		ProviderRegistry registry = context.getBean(ProviderRegistry.class);
		CallSettings settings = CallSettings.builder().headers(java.util.Map.of("X-Call", "markerofthecall")).build();
		LlmClient client = registry.forMode(Mode.PLAN).with(settings);
		call(client);
		call(registry.forMode(Mode.PLAN).with(CallSettings.apiKey("markerofthekey").orElse(settings)));
		print(registry.signIns().signIn("corporate", SignInPrompts.NOBODY).block(Duration.ofMinutes(1)));
		call(registry.client("corporate:m"));
		print(registry.signIns().status("corporate").block(Duration.ofMinutes(1)), registry.describe("corporate"));
		print(registry, client, settings, registry.mode(Mode.PLAN), registry.describe("office"));
		context.getBeansOfType(LlmProvider.class).values().forEach(this::print);
		for (String name : context.getBeanDefinitionNames()) {
			print(context.getBean(name));
		}
	}

	private void call(LlmClient client) {
		try {
			print(client.chat(ChatRequest.of("ping")).block(Duration.ofMinutes(1)));
		}
		catch (LlmException ex) {
			StringWriter trace = new StringWriter();
			ex.printStackTrace(new PrintWriter(trace));
			print(trace, ex.details(), ex.details().body(), ex.partialResponse());
		}
	}

	private void print(Object... things) {
		for (Object thing : things) {
			this.printed.append(thing).append('\n');
		}
	}

}
