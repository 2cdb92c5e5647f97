package io.llmprovider.test.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Secrets at every place of an exchange: the server gets them, and the file does not.
 * They have no form by which a key is known, unless that is what is tried.
 */
class FixtureSecretTests {

	private static final String EVENTS = "text/event-stream";

	@TempDir
	Path folder;

	private Path fixture() {
		return this.folder.resolve("case.json");
	}

	private String recorded(Upstream upstream, RecordingRules rules, String path, String body, String... headers)
			throws Exception {
		try (Recorder recorder = Recorder.start(fixture(), rules)) {
			Piecewise.post(recorder.baseUrl(upstream.url(path)), body, headers);
		}
		return Files.readString(fixture());
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void noHeaderParameterBodyOrAnswerCarriesASecretIntoTheFile() throws Exception {
		String echo = "{\"told\":\"marker-of-header, marker-of-bearer, marker-of-query, marker-of-team,"
				+ " marker%2Fof%2Fslash, marker-of-config and marker\\\"of-quote\"}";
		try (Upstream upstream = Upstream.of((request, response) -> response.status(401)
			.header("content-type", "application/json")
			.header("set-cookie", "marker-of-cookie")
			.header("www-authenticate", "Bearer marker-of-bearer")
			.header("location", "https://elsewhere.example/path?key=marker-of-query")
			.header("x-request-id", "for marker-of-header")
			.sendString(Mono.just(echo)))) {
			String text = recorded(upstream, RecordingRules.usual().secrets("marker-of-config"),
					"/v1/models/m:stream?alt=sse&key=marker-of-query&pretty=marker-of-team2", """
							{"model": "m", "authorization_token": "marker-of-member", "nested": [{"api_key":
							"marker-of-api-key", "text": "marker-of-bearer marker-of-config"}]}""", "x-api-key",
					"marker-of-header", "Authorization", "Bearer marker-of-bearer", "x-goog-api-key", "marker/of/slash",
					"cookie", "a=b; session=marker-of-session-id", "X-Team", "marker-of-team", "anthropic-version",
					"2023-06-01", "proxy-authorization", "Basic marker\"of-quote");
			assertThat(upstream.uris).singleElement().asString().contains("key=marker-of-query");
			assertThat(upstream.headers).anyMatch((header) -> header.getValue().equals("Bearer marker-of-bearer"));
			assertThat(upstream.bodies).singleElement().asString().contains("marker-of-member");
			assertThat(text).doesNotContainIgnoringCase("marker")
				.contains("/v1/models/m:stream?alt=sse\"")
				.contains("\"anthropic-version\" : \"2023-06-01\"")
				.contains("\"authorization_token\" : \"REDACTED\"")
				.contains("REDACTED, REDACTED, REDACTED, REDACTED,")
				.contains("\"location\" : \"https://elsewhere.example/path\"");
		}
	}

	@Test
	void aSecretThatLiesAcrossPiecesIsFound() throws Exception {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: one\n\n"), utf8("data: marker-"), utf8("of-he"),
				utf8("ader\n\n"), utf8("data: two\n\n"))) {
			String text = recorded(upstream, RecordingRules.usual(), "/v1", "{}", "x-api-key", "marker-of-header");
			assertThat(text).doesNotContain("marker");
			assertThat(Cassette.read(fixture()).exchanges().get(0).response().chunks())
				.extracting((chunk) -> new String(chunk.bytes(), StandardCharsets.UTF_8))
				.containsExactly("data: one\n\n", "data: REDACTED\n\n", "data: two\n\n");
		}
	}

	@Test
	void whatLooksLikeAKeyIsMaskedEvenIfNobodySentIt() throws Exception {
		String known = "sk-proj-abcdefghijklmnop1234567890";
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: " + known + "\n\n"))) {
			assertThat(recorded(upstream, RecordingRules.usual(), "/v1", "{\"text\":\"my key is " + known + "\"}"))
				.doesNotContain("abcdefghijklmnop1234567890");
		}
	}

	@Test
	void theFormsOfASecretAreFound() throws Exception {
		String key = "a marker+with/odd=signs?";
		String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf8("x-marker-for-base64-xx"));
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: marker%2Bwith%2Fodd%3Dsigns%3F\n\n"),
				utf8("data: " + base64 + "\n\n"), utf8("data: Grüße-an-Ägypten\n\n"))) {
			String text = recorded(upstream, RecordingRules.usual().secrets("Grüße-an-Ägypten"), "/v1", "{}",
					"x-api-key", key, "x-token", "x-marker-for-base64-xx");
			assertThat(text).doesNotContain("marker", base64.substring(0, 20), "Ägypten");
		}
	}

	@Test
	void aBinaryAnswerThatRepeatsACredentialIsNotWritten() {
		try (Upstream upstream = Upstream.answering("application/vnd.amazon.eventstream", new byte[] { -1, 0 },
				utf8("marker-of-header"))) {
			assertThatIllegalStateException()
				.isThrownBy(
						() -> recorded(upstream, RecordingRules.usual(), "/v1", "{}", "x-api-key", "marker-of-header"))
				.withMessageContaining("cannot be recorded: a binary body holds a credential of the request")
				.withMessageContaining("Nothing was written");
			assertThat(fixture()).doesNotExist();
		}
	}

	@Test
	void whatIsSaidToAServerOfTokensIsNotRecorded() throws Exception {
		try (Upstream upstream = Upstream.answering("application/json", utf8("{\"access_token\":\"marker-of-it\"}"))) {
			String text = recorded(upstream, RecordingRules.usual(), "/token", "code=marker-of-code", "content-type",
					"application/x-www-form-urlencoded;charset=UTF-8");
			assertThat(upstream.bodies).containsExactly("code=marker-of-code");
			assertThat(text).doesNotContain("marker", "/token");
		}
	}

	@Test
	void aReplayNeedsNoneOfTheSecrets() throws Exception {
		try (Upstream upstream = Upstream
			.of((request, response) -> response.send(Flux.just(io.netty.buffer.Unpooled.wrappedBuffer(utf8("ok")))))) {
			recorded(upstream, RecordingRules.usual(), "/v1?key=marker-of-query&alt=sse",
					"{\"password\":\"marker-of-it\"}", "x-api-key", "marker-of-header");
			try (Replayer replayer = Replayer.start(fixture())) {
				assertThat(
						Piecewise.post(replayer.baseUrl(upstream.url("/v1?alt=sse")), "{\"password\":\"another-one\"}")
							.text())
					.isEqualTo("ok");
			}
		}
	}

}
