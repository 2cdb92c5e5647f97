package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** The WebClient and the request that the two bare contenders share. */
final class WebClients {

	private WebClients() {
	}

	static WebClient create(URI server, int connections) {
		ConnectionProvider provider = ConnectionProvider.builder("benchmark")
			.maxConnections(connections)
			.pendingAcquireMaxCount(-1)
			.pendingAcquireTimeout(Duration.ofMinutes(1))
			.build();
		return WebClient.builder()
			.baseUrl(server.toString())
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(provider)))
			.build();
	}

	static WebClient.ResponseSpec post(WebClient client, Api api, Workload workload) {
		return client.post()
			.uri(api.path(workload.modelName()))
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.ALL)
			.header("Authorization", "Bearer none")
			.bodyValue("{\"model\":\"" + workload.modelName()
					+ "\",\"messages\":[{\"role\":\"user\",\"content\":\"Go on.\"}],\"stream\":true}")
			.retrieve();
	}

}
