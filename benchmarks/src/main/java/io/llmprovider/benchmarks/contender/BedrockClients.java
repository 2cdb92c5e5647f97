package io.llmprovider.benchmarks.contender;

import java.net.URI;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * AWS's own client, on which LangChain4j stands. Over plain HTTP there is no negotiation,
 * so it is told to speak the HTTP/1.1 that the server speaks.
 */
final class BedrockClients {

	private BedrockClients() {
	}

	static BedrockRuntimeAsyncClient create(URI server, int connections) {
		return BedrockRuntimeAsyncClient.builder()
			.endpointOverride(server)
			.region(Region.US_EAST_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
			.httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).maxConcurrency(connections))
			.build();
	}

}
