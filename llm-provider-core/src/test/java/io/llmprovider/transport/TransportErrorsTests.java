package io.llmprovider.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.llmprovider.error.LlmException;
import io.llmprovider.error.TransportException;
import io.netty.channel.ChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a call says that got no connection because there are too many of them.
 */
class TransportErrorsTests {

	private static final URI TARGET = URI.create("https://acme.example/v1/chat");

	@Test
	void aPoolThatIsUsedUpNamesItsProperty() {
		ConnectionProvider pool = ConnectionProvider.builder("one")
			.maxConnections(1)
			.pendingAcquireTimeout(Duration.ofMillis(50))
			.build();
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> response.sendString(Flux.never()))
			.bindNow();
		try {
			Mono<String> call = HttpClient.create(pool)
				.get()
				.uri("http://127.0.0.1:" + server.port() + "/")
				.responseContent()
				.aggregate()
				.asString();
			var holder = call.subscribe();
			LlmException failure = mapped(catchThrowable(() -> call.block(Duration.ofSeconds(20))));
			assertThat(failure).isInstanceOf(TransportException.class)
				.hasMessageContaining("all of them are in use")
				.hasMessageContaining("llm.providers.acme.connections.max");
			holder.dispose();
		}
		finally {
			server.disposeNow();
			pool.dispose();
		}
	}

	@ParameterizedTest
	@MethodSource("exhausted")
	void aMachineThatIsUsedUpNamesWhatToRaise(Throwable cause, String what) {
		assertThat(mapped(cause)).isInstanceOf(TransportException.class)
			.hasMessageContaining("acme.example")
			.hasMessageContaining(what)
			.hasMessageContaining("llm.providers.acme.connections.max");
	}

	static List<Object[]> exhausted() {
		Throwable files = new ChannelException("Unable to create Channel from class",
				new IOException("newSocketStream(..) failed with error(-24): Too many open files"));
		Throwable ports = new BindException("Cannot assign requested address: acme.example/192.0.2.1:443");
		return List.of(
				new Object[] { files, "ulimit -n" }, new Object[] {
						new WebClientRequestException(files, HttpMethod.POST, TARGET, new HttpHeaders()), "ulimit -n" },
				new Object[] { ports, "ip_local_port_range" });
	}

	private static LlmException mapped(Throwable cause) {
		return (LlmException) TransportErrors.map(cause, TARGET, "acme", ProxySettings.UNSET);
	}

}
