package io.llmprovider.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.llmprovider.catalog.CatalogSettings;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ProxySettings;
import io.llmprovider.transport.ProxyType;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Addresses of catalogues that do not give what they should take nothing away: there is
 * one warning, the registry is there, and what is built in counts.
 */
class CatalogLocationTests {

	private static final String GOOD = """
			{"format":1,"providers":{"openai":[{"id":"gpt-5.5","contextWindow":7}]}}""";

	private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.llmprovider.catalog");

	private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			CatalogLocationTests.this.warnings.add(event.getFormattedMessage());
		}

	};

	@BeforeEach
	void listen() {
		this.appender.start();
		LOG.addAppender(this.appender);
	}

	@AfterEach
	void leave() {
		LOG.detachAppender(this.appender);
	}

	@ParameterizedTest
	@MethodSource
	void anAddressThatCannotBeUsedTakesNothingAwayAndIsNamedOnce(FakeServer.Answer answer, String message)
			throws InterruptedException {
		try (FakeServer server = new FakeServer(answer);
				ProviderRegistry registry = registry(ProviderSettings.builder("defaults"), server.url())) {
			String warning = this.warnings.poll(10, TimeUnit.SECONDS);

			assertThat(warning).contains(server.url()).contains(message).doesNotContain("s3cret");
			assertThat(registry.catalog().find("openai", "gpt-5.5").orElseThrow().contextWindow())
				.isGreaterThan(100_000);
			assertThat(registry.client("openai:gpt-5.5").model().pricing()).isNotNull();
		}
		assertThat(this.warnings).isEmpty();
	}

	static Stream<Arguments> anAddressThatCannotBeUsedTakesNothingAwayAndIsNamedOnce() {
		return Stream.of(bad("down", (response, number) -> response.status(503).send(), "HTTP 503"),
				bad("cut off", (response, number) -> Mono.error(new IOException("gone")), "cannot be read"),
				bad("slow", (response, number) -> FakeServer.openEnded(response, "{"), "cannot be read"),
				bad("huge",
						(response, number) -> response
							.send(Flux.range(0, 100).map((i) -> Unpooled.wrappedBuffer(new byte[1024]))),
						"larger than 10000 bytes"),
				bad("not JSON", text("<html>Sign in</html>"), "cannot be used"),
				bad("half", text(GOOD.substring(0, 20)), "cannot be used"),
				bad("something else", text("{\"a\":1}"), "cannot be used"),
				bad("from the future", text("{\"format\":2,\"providers\":{}}"),
						"it has format 2, and this version knows 1"),
				bad("moved", (response, number) -> response.sendRedirect("http://127.0.0.1:1/"), "HTTP 302"));
	}

	@Test
	void anAddressWhereNobodyListensTakesNothingAway() throws InterruptedException {
		try (ProviderRegistry registry = registry(ProviderSettings.builder("defaults"), "http://127.0.0.1:1/api")) {
			assertThat(this.warnings.poll(10, TimeUnit.SECONDS)).contains("http://127.0.0.1:1/api");
			assertThat(registry.catalog().find("openai", "gpt-5.5")).isPresent();
		}
	}

	@Test
	void withoutLocationsAndWithoutTheBuiltInModelsNothingIsKnown() {
		CatalogSettings none = new CatalogSettings(false, List.of(), null, null, CatalogSettings.TIMEOUT, 10_000);
		try (ProviderRegistry registry = ProviderRegistry.builder().catalog(none).build()) {
			assertThat(registry.catalog().find("openai", "gpt-5.5")).isEmpty();
			assertThat(registry.client("openai:gpt-5.5").model().pricing()).isNull();
		}
	}

	@Test
	void anAddressIsAskedThroughTheProxyOfTheDefaults() throws Exception {
		try (LoopbackProxy proxy = new LoopbackProxy(null); FakeServer server = new FakeServer(text(GOOD))) {
			ProxySettings through = ProxySettings.of(ProxyType.HTTP, "127.0.0.1", proxy.port());
			ProviderSettings.Builder defaults = ProviderSettings.builder("defaults")
				.connections(new ConnectionSettings(null, null, null, through));
			try (ProviderRegistry registry = registry(defaults, server.url().replace("127.0.0.1", "catalog.invalid"))) {
				server.awaitAsked();
				assertThat(proxy.targets).containsExactly("catalog.invalid");
				assertThat(registry.catalog()).isNotNull();
			}
		}
	}

	@Test
	void aProxyOfTheDefaultsThatCannotWorkIsRefused() {
		ProviderSettings.Builder defaults = ProviderSettings.builder("defaults")
			.connections(new ConnectionSettings(null, null, null,
					new ProxySettings(ProxyType.HTTP, "proxy.example.com", null, null, null, null)));

		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry(defaults, "http://127.0.0.1:1/"))
			.withMessageContaining("has no port");
	}

	private static ProviderRegistry registry(ProviderSettings.Builder defaults, String address) {
		return ProviderRegistry.builder()
			.defaults(defaults.build())
			.catalog(new CatalogSettings(true, List.of(address + "?key=s3cret"), null, null, Duration.ofMillis(400),
					10_000))
			.build();
	}

	private static FakeServer.Answer text(String text) {
		return (response, number) -> response.sendString(Mono.just(text));
	}

	private static Arguments bad(String name, FakeServer.Answer answer, String message) {
		return argumentSet(name, answer, message);
	}

}
