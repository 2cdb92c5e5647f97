package io.llmprovider.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Folders are read as they are, and their bodies come over the network byte for byte.
 */
class CorpusTests {

	private static final byte[] BODY = new byte[1000];

	static {
		for (int i = 0; i < BODY.length; i++) {
			BODY[i] = (byte) (i * 31);
		}
	}

	@TempDir
	private Path folder;

	@BeforeEach
	void writeCases() throws IOException {
		write("some-api/full",
				"""
						{"protocol": "some-api", "provider": "someone", "streaming": true, "status": 429,
						 "contentType": "text/event-stream; charset=utf-8", "headers": {"x-request-id": "r1", "Content-Encoding": "gzip"},
						 "requestModel": "m1", "lenient": ["usage"]}""",
				"{\"text\": \"Hi\"}");
		write("some-api/sparse", "{}", "{}");
		write("some-api/broken", "{", "{}");
	}

	private void write(String name, String meta, String expected) throws IOException {
		Path files = Files.createDirectories(this.folder.resolve(name));
		Files.write(files.resolve("response.raw"), BODY);
		Files.writeString(files.resolve("meta.json"), meta);
		Files.writeString(files.resolve("expected.json"), expected);
	}

	@Test
	void whatACaseDoesNotSayIsTakenFromTheUsual() {
		CorpusCase sparse = Corpus.read(this.folder).protocols().get("some-api").get(1);
		assertThat(sparse.name()).isEqualTo("sparse");
		assertThat(sparse.protocol()).isEqualTo("some-api");
		assertThat(sparse.status()).isEqualTo(200);
		assertThat(sparse.streaming()).isFalse();
		assertThat(sparse.lenient()).isEmpty();
		assertThat(sparse.expected().usage()).hasSize(5).containsEntry("inputTokens", null);
	}

	@Test
	void whatACaseSaysIsKept() {
		CorpusCase full = Corpus.read(this.folder).protocols().get("some-api").get(0);
		assertThat(full.name()).isEqualTo("full");
		assertThat(full.status()).isEqualTo(429);
		assertThat(full.streaming()).isTrue();
		assertThat(full.model()).isEqualTo("m1");
		assertThat(full.lenient()).containsExactly("usage");
		assertThat(full.expected().text()).isEqualTo("Hi");
	}

	@Test
	void aFolderThatIsNoCaseIsNamedAndDoesNotHideTheOthers() {
		Corpus corpus = Corpus.read(this.folder);
		assertThat(corpus.unreadable()).containsOnlyKeys(this.folder.resolve("some-api/broken"));
		assertThat(corpus.protocols().get("some-api")).hasSize(2);
	}

	@Test
	void aFolderThatIsNotThereIsAMistake() {
		assertThatIllegalArgumentException().isThrownBy(() -> Corpus.read(this.folder.resolve("nowhere")))
			.withMessageContaining("-Dllm.corpus.dir");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 17, 1000, 4096 })
	void theServerAnswersWithTheRecordedBytesAndHeaders(int piece) {
		try (CorpusServer server = new CorpusServer(Corpus.read(this.folder))) {
			HttpClient client = HttpClient.create().headers((headers) -> {
				headers.set(CorpusServer.CASE_HEADER, "some-api/full");
				if (piece > 0) {
					headers.set(CorpusServer.PIECE_HEADER, piece);
				}
			});
			byte[] body = client.post()
				.uri(server.baseUrl() + "/any/path")
				.send((request, out) -> out.sendString(Mono.just("{}")))
				.responseSingle((response, bytes) -> {
					assertThat(response.status().code()).isEqualTo(429);
					assertThat(response.responseHeaders().get("content-type"))
						.isEqualTo("text/event-stream; charset=utf-8");
					assertThat(response.responseHeaders().get("x-request-id")).isEqualTo("r1");
					assertThat(response.responseHeaders().contains("content-encoding")).isFalse();
					return bytes.asByteArray();
				})
				.block();
			assertThat(body).isEqualTo(BODY);
		}
	}

	@Test
	void aCaseThatIsNotThereIsNotFound() {
		try (CorpusServer server = new CorpusServer(Corpus.read(this.folder))) {
			Integer status = HttpClient.create()
				.post()
				.uri(server.baseUrl())
				.responseSingle((response, bytes) -> Mono.just(response.status().code()))
				.block();
			assertThat(status).isEqualTo(404);
		}
	}

}
