package io.llmprovider.provider;

import java.net.ServerSocket;
import java.util.List;
import java.util.function.UnaryOperator;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TransportException;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ProxySettings;
import io.llmprovider.transport.ProxyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Providers behind a proxy.
 */
class ProxyTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@AfterEach
	void close() {
		this.registry.close();
	}

	@ParameterizedTest
	@EnumSource(value = ProxyType.class, names = { "HTTP", "SOCKS" })
	void callsGoThroughTheProxyWhichResolvesTheName(ProxyType type) throws Exception {
		try (LoopbackProxy proxy = new LoopbackProxy(null); FakeServer server = server()) {
			String url = server.url().replace("127.0.0.1", "llm.invalid");
			LlmClient client = client(url, ProxySettings.of(type, "127.0.0.1", proxy.port()), UnaryOperator.identity());

			assertThat(client.blocking().chat(REQUEST).text()).isEqualTo("ok");
			assertThat(client.blocking().chat(REQUEST).text()).isEqualTo("ok");
			assertThat(proxy.targets).containsOnly("llm.invalid");
			assertThat(proxy.spoken).containsOnly(type);
		}
	}

	@ParameterizedTest
	@EnumSource(value = ProxyType.class, names = { "HTTP", "SOCKS" })
	void aProxyMayKnowItsUsers(ProxyType type) throws Exception {
		try (LoopbackProxy proxy = new LoopbackProxy("u:pw-marker"); FakeServer server = server()) {
			ProxySettings known = new ProxySettings(type, "127.0.0.1", proxy.port(), "u", "pw-marker", null);
			LlmClient client = client(server.url(), known, UnaryOperator.identity());

			assertThat(client.blocking().chat(REQUEST).text()).isEqualTo("ok");
			assertThat(this.registry.provider("p").toString() + known).doesNotContain("pw-marker");

			ProxySettings wrong = new ProxySettings(type, "127.0.0.1", proxy.port(), "u", "other-marker", null);
			LlmException failure = failure(client(server.url(), wrong, UnaryOperator.identity()));
			assertThat(failure).isInstanceOf(TransportException.class)
				.hasMessageContaining("The proxy 127.0.0.1:" + proxy.port() + " did not connect to")
				.hasMessageContaining("llm.providers.p.proxy.username");
			assertThat(failure.isRetryable()).isFalse();
			assertThat(stackTrace(failure)).doesNotContain("other-marker");
		}
	}

	@Test
	void hostsOfTheListAreReachedWithoutTheProxy() throws Exception {
		try (LoopbackProxy proxy = new LoopbackProxy(null); FakeServer server = server()) {
			ProxySettings settings = new ProxySettings(null, "127.0.0.1", proxy.port(), null, null,
					List.of("localhost", "127.0.0.1"));

			for (String host : List.of("127.0.0.1", "localhost")) {
				String url = server.url().replace("127.0.0.1", host);
				assertThat(client(url, settings, UnaryOperator.identity()).blocking().chat(REQUEST).text())
					.isEqualTo("ok");
			}
			assertThat(proxy.targets).isEmpty();
		}
	}

	@Test
	void aProviderMayDoWithoutTheProxyOfTheDefaults() throws Exception {
		try (LoopbackProxy proxy = new LoopbackProxy(null); FakeServer server = server()) {
			ProviderSettings defaults = ProviderSettings.builder("d")
				.connections(
						ConnectionSettings.NONE.through(ProxySettings.of(ProxyType.HTTP, "127.0.0.1", proxy.port())))
				.build();

			client(server.url(), ProxySettings.UNSET, (builder) -> builder.defaults(defaults)).blocking().chat(REQUEST);
			assertThat(proxy.targets).hasSize(1);

			ProxySettings none = new ProxySettings(ProxyType.NONE, null, null, null, null, null);
			client(server.url(), none, (builder) -> builder.defaults(defaults)).blocking().chat(REQUEST);
			assertThat(proxy.targets).hasSize(1);
		}
	}

	@Test
	void aProxyThatIsNotThereIsNamedAndNotTheHost() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		assertThat(failure(client("http://llm.invalid/v1", ProxySettings.of(ProxyType.HTTP, "127.0.0.1", port),
				UnaryOperator.identity())))
			.hasMessageContaining("Nobody listens at the proxy 127.0.0.1:" + port)
			.hasMessageContaining("llm.providers.p.proxy.host");
		assertThat(failure(client("http://127.0.0.1:1/v1", ProxySettings.of(ProxyType.SOCKS, "proxy.invalid", 1080),
				UnaryOperator.identity())))
			.hasMessageContaining("The proxy proxy.invalid is not known");
	}

	@Test
	void withoutAProxyHostsThatAreNotKnownOrNotThereAreNamed() {
		assertThat(failure(client("http://llm.invalid/v1", ProxySettings.UNSET, UnaryOperator.identity())))
			.hasMessageContaining("The host llm.invalid is not known");
		assertThat(failure(client("http://127.0.0.1:1/v1", ProxySettings.UNSET, UnaryOperator.identity())))
			.hasMessageContaining("Nobody listens at 127.0.0.1:1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "example.com|example.com|443|no", "example.com|api.example.com|443|no",
					"example.com|badexample.com|443|yes", ".example.com|example.com|443|yes",
					".example.com|api.example.com|443|no", "*.example.com|api.example.com|443|no",
					"Example.COM|example.com|443|no", "example.com:8080|example.com|443|yes",
					"example.com:8080|example.com|8080|no", "10.0.0.1|10.0.0.1|80|no", "0.0.1|10.0.0.1|80|yes",
					"::1|::1|80|no", "*|anything|1|no" })
	void theListIsReadAsProxiesAreUsedTo(String exception, String host, int port, String covered) {
		ProxySettings settings = new ProxySettings(null, "proxy", 1, null, null, List.of(exception));

		assertThat(settings.covers(host, port)).isEqualTo(covered.equals("yes"));
	}

	@Test
	void aUserBelongsToItsHost() {
		ProxySettings defaults = new ProxySettings(ProxyType.HTTP, "a", 1, "u", "w", List.of("x"));

		assertThat(ProxySettings.UNSET.orElse(defaults)).isEqualTo(defaults);
		assertThat(ProxySettings.of(ProxyType.SOCKS, "b", 2).orElse(defaults))
			.isEqualTo(new ProxySettings(ProxyType.SOCKS, "b", 2, null, null, List.of("x")));
	}

	@Test
	void whatIsMissingIsNamedAtTheStart() {
		assertRefused(new ProxySettings(null, "proxy", null, null, null, null), "llm.providers.p.proxy.port");
		assertRefused(new ProxySettings(ProxyType.SOCKS, null, 1080, null, null, null), "llm.providers.p.proxy.host");
		assertRefused(new ProxySettings(null, "proxy", 1, "u", null, null), "llm.providers.p.proxy.password");
		assertRefused(new ProxySettings(null, "proxy", 1, null, null, List.of("10.0.0.0/8")),
				"llm.providers.p.proxy.no-proxy");
	}

	private void assertRefused(ProxySettings proxy, String property) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> client("http://localhost/v1", proxy, UnaryOperator.identity()))
			.withMessageContaining(property);
	}

	private static FakeServer server() {
		return FakeServer.lines("\"ok\"", "\"END\"");
	}

	private static LlmException failure(LlmClient client) {
		return catchThrowableOfType(LlmException.class, () -> client.blocking().chat(REQUEST));
	}

	private static String stackTrace(Throwable failure) {
		java.io.StringWriter text = new java.io.StringWriter();
		failure.printStackTrace(new java.io.PrintWriter(text));
		return text.toString();
	}

	private LlmClient client(String url, ProxySettings proxy, UnaryOperator<ProviderRegistryBuilder> customizer) {
		this.registry.close();
		this.registry = customizer
			.apply(ProviderRegistry.builder()
				.protocols(List.of(new FakeProtocol()))
				.provider(ProviderSettings.builder("p")
					.api("fake")
					.baseUrl(url)
					.retry(RetrySettings.once())
					.connections(ConnectionSettings.NONE.through(proxy))
					.build()))
			.build();
		return this.registry.client("p:m");
	}

}
