package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatRequest;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Anthropic and hosts like it, against a server on loopback: which headers they get.
 */
class AnthropicProviderTests {

	private final List<AutoCloseable> open = new ArrayList<>();

	private final FakeServer server = new FakeServer(
			(response, number) -> response.header("Content-Type", "text/event-stream")
				.sendString(Flux.just("data: {\"type\":\"message_stop\"}\n\n")));

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
		this.server.close();
	}

	@Test
	void aKeyTravelsInItsHeaderAndATokenAsABearer() {
		HttpHeaders byKey = sent(settings("anthropic").apiKey("k"), Map.of());
		assertThat(byKey.get("x-api-key")).isEqualTo("k");
		assertThat(byKey.contains("Authorization")).isFalse();
		assertThat(byKey.get("anthropic-version")).isEqualTo("2023-06-01");
		assertThat(byKey.get("Content-Type")).isEqualTo("application/json");
		HttpHeaders byToken = sent(settings("anthropic").apiKey("t").auth(new AuthSettings(AuthScheme.BEARER, null)),
				Map.of());
		assertThat(byToken.get("Authorization")).isEqualTo("Bearer t");
		assertThat(byToken.contains("x-api-key")).isFalse();
	}

	@Test
	void aTokenForAGatewayComesFromAVariableOfItsOwnAndBringsNoBeta() {
		HttpHeaders headers = sent(
				settings("gateway").api("anthropic-messages")
					.auth(new AuthSettings(AuthScheme.BEARER, null))
					.keyVariables(List.of("ANTHROPIC_AUTH_TOKEN")),
				Map.of("ANTHROPIC_AUTH_TOKEN", "t", "ANTHROPIC_API_KEY", "k"));
		assertThat(headers.get("Authorization")).isEqualTo("Bearer t");
		assertThat(headers.contains("x-api-key")).isFalse();
		assertThat(headers.contains("anthropic-beta")).isFalse();
	}

	private ProviderSettings.Builder settings(String name) {
		return ProviderSettings.builder(name).baseUrl(this.server.url());
	}

	private HttpHeaders sent(ProviderSettings.Builder builder, Map<String, String> environment) {
		ProviderSettings settings = builder.build();
		ProviderRegistry registry = ProviderRegistry.builder().environment(environment::get).provider(settings).build();
		this.open.add(registry);
		registry.client(settings.name() + ":claude-sonnet-4-5").chat(ChatRequest.of("Hi")).onErrorComplete().block();
		return this.server.last().headers();
	}

}
