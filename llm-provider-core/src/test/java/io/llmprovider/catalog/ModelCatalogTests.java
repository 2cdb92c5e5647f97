package io.llmprovider.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.model.ImageLimits;
import io.llmprovider.model.Model;
import io.llmprovider.model.Modality;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.HttpTransport;
import io.llmprovider.transport.ReactorConnectorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ModelCatalogTests {

	private static final String ADDRESS = "http://127.0.0.1:1/api.json";

	private static final String GOOD = """
			{"office":{"id":"office","models":{"m":{"id":"m","name":"M","limit":{"context":1000,"output":100},\
			"modalities":{"input":["text","smell"]},"cost":{"input":1,"output":2}}}}}""";

	@TempDir
	private Path directory;

	@Test
	void theLaterLocationGoesBeforeTheEarlierFieldByField() throws IOException {
		Path general = file("general.json", GOOD);
		Path patch = file("patch.json",
				"""
						{"format":1,"providers":{"office":[{"id":"m","aliases":["medium"],"maxOutputTokens":50,"images":{"maxCount":3},\
						"cost":{"cacheRead":0.1}}],"openai":[{"id":"gpt-5.1","contextWindow":7}]}}""");

		try (ModelCatalog catalog = open(general.toString(), patch.toUri().toString())) {
			Model model = catalog.find("office", "medium").orElseThrow();
			assertThat(model.id()).isEqualTo("m");
			assertThat(model.name()).isEqualTo("M");
			assertThat(model.contextWindow()).isEqualTo(1000);
			assertThat(model.maxOutputTokens()).isEqualTo(50);
			assertThat(model.images()).isEqualTo(new ImageLimits(3, null));
			assertThat(model.capabilities().input()).containsExactly(Modality.TEXT);
			assertThat(model.pricing().input()).isEqualByComparingTo("1");
			assertThat(model.pricing().cacheRead()).isEqualByComparingTo("0.1");
			assertThat(catalog.find("openai", "gpt-5.1").orElseThrow()).satisfies((patched) -> {
				assertThat(patched.contextWindow()).isEqualTo(7);
				assertThat(patched.capabilities().tools()).isTrue();
			});
			assertThat(catalog.models("office")).extracting(Model::id).containsExactly("m");
			assertThat(catalog.providers()).containsExactlyInAnyOrder("office", "openai");
			assertThat(catalog.find("office", "other")).isEmpty();
		}
	}

	@Test
	void withoutTheBuiltInModelsOnlyOnesOwnCount() throws IOException {
		CatalogSettings settings = new CatalogSettings(false, List.of(file("own.json", GOOD).toString()), null, null,
				CatalogSettings.TIMEOUT, CatalogSettings.MAX_BYTES);
		try (ModelCatalog catalog = ModelCatalog.open(settings, (address, how) -> Mono.never())) {
			assertThat(catalog.find("openai", "gpt-5.1")).isEmpty();
			assertThat(catalog.find("office", "m")).isPresent();
		}
		assertThat(ModelCatalog.none().find("openai", "gpt-5.1")).isEmpty();
		assertThat(ModelCatalog.builtIn().find("openai", "gpt-5.1")).isPresent();
	}

	@Test
	void aFileIsReadAgainWhenTheCatalogueIsRefreshedAndKeptWhenItIsBroken() throws IOException {
		Path file = file("own.json", GOOD);
		try (ModelCatalog catalog = open(file.toString())) {
			Files.writeString(file, GOOD.replace("1000", "2000"));
			catalog.refresh();
			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(2000);

			Files.writeString(file, "{\"half");
			catalog.refresh();
			Files.delete(file);
			catalog.refresh();
			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(2000);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not JSON", "[1]", "{\"half", "{}", "{\"a\":1}", "{\"format\":2,\"providers\":{}}",
			"{\"providers\":{\"p\":[{\"name\":\"no id\"}]}}", "{\"format\":1,\"providers\":{}} and more",
			"<html>Sign in</html>" })
	void aFileThatCannotBeReadFailsTheStartAndSaysWhich(String content) throws IOException {
		Path file = file("broken.json", content);

		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> open(file.toString()))
			.withMessageContaining("broken.json cannot be read")
			.withMessageContaining("llm.catalog.locations");
	}

	@Test
	void aFileThatIsTooLargeFailsTheStartAndIsNotReadAgain() throws IOException {
		Path file = file("own.json", GOOD);
		CatalogSettings small = new CatalogSettings(true, List.of(file.toString()), null, null, CatalogSettings.TIMEOUT,
				GOOD.length());

		try (ModelCatalog catalog = ModelCatalog.open(small, (address, how) -> Mono.never())) {
			Files.writeString(file, GOOD.replace("1000", "20000"));
			catalog.refresh();
			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(1000);
		}
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> ModelCatalog.open(small, (address, how) -> Mono.never()))
			.withMessageContaining("own.json cannot be read")
			.withMessageContaining("larger than " + GOOD.length() + " bytes");
	}

	@Test
	void aFileThatIsMissingFailsTheStart() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> open(this.directory.resolve("none.json").toString()))
			.withMessageContaining("NoSuchFileException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "not JSON", "{\"format\":99}", "{}" })
	void anAddressThatAnswersNonsenseTakesNothingAway(String nonsense) {
		AtomicReference<Mono<byte[]>> answer = new AtomicReference<>(Mono.just(bytes(GOOD)));
		try (ModelCatalog catalog = opened((address, how) -> answer.get())) {
			answer.set(Mono.just(bytes(nonsense)));
			catalog.refresh();
			answer.set(Mono.error(ErrorKind.TIMEOUT.exception(ErrorDetails.builder("too slow").build())));
			catalog.refresh();

			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(1000);
			answer.set(Mono.just(bytes(GOOD.replace("1000", "2000"))));
			catalog.refresh();
			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(2000);
		}
	}

	@Test
	void whatAnAddressSaidIsThereAtTheNextStartAlthoughItIsDown() {
		try (ModelCatalog catalog = opened((address, how) -> Mono.just(bytes(GOOD)))) {
			assertThat(catalog.find("office", "m")).isPresent();
		}

		try (ModelCatalog catalog = ModelCatalog.open(settings(ADDRESS), (address, how) -> Mono.never())) {
			assertThat(catalog.find("office", "m")).isPresent();
		}
		try (ModelCatalog catalog = ModelCatalog.open(settings(ADDRESS + "?other"), (address, how) -> Mono.never())) {
			assertThat(catalog.find("office", "m")).isEmpty();
		}
	}

	@Test
	void aKeptAnswerThatIsBrokenIsNotUsed() throws IOException {
		opened((address, how) -> Mono.just(bytes(GOOD))).close();
		try (var files = Files.list(this.directory)) {
			Files.writeString(files.findFirst().orElseThrow(), "{\"half");
		}

		try (ModelCatalog catalog = ModelCatalog.open(settings(ADDRESS), (address, how) -> Mono.never())) {
			assertThat(catalog.find("office", "m")).isEmpty();
		}
	}

	@Test
	void anAddressIsAskedAgainAfterTheInterval() throws InterruptedException {
		CountDownLatch asked = new CountDownLatch(3);
		CatalogSettings settings = new CatalogSettings(false, List.of(ADDRESS), Duration.ofMillis(5), null,
				CatalogSettings.TIMEOUT, CatalogSettings.MAX_BYTES);
		try (ModelCatalog catalog = ModelCatalog.open(settings, (address, how) -> {
			asked.countDown();
			return Mono.just(bytes(GOOD));
		})) {
			assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void anAnswerThatIsHugeOrAnErrorOrSlowIsAFailure() {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes
				.get("/huge", (request, response) -> response.sendString(Mono.just("x".repeat(2000))))
				.get("/good", (request, response) -> response.sendString(Mono.just(GOOD)))
				.get("/moved", (request, response) -> response.sendRedirect("/good"))
				.get("/slow", (request, response) -> response.send(Mono.never())))
			.bindNow();
		HttpTransport transport = new HttpTransport("catalog", () -> new ReactorConnectorFactory()
			.create(new ConnectorSettings("catalog", ConnectionSettings.DEFAULTS, Duration.ofSeconds(5), null)));
		HttpCatalogFetcher fetcher = new HttpCatalogFetcher(transport);
		CatalogSettings settings = new CatalogSettings(false, List.of(), null, null, Duration.ofSeconds(10), 1000);
		CatalogSettings impatient = new CatalogSettings(false, List.of(), null, null, Duration.ofMillis(300), 1000);
		String base = "http://127.0.0.1:" + server.port();

		StepVerifier.create(fetcher.fetch(base + "/good", settings).map(String::new)).expectNext(GOOD).verifyComplete();
		StepVerifier.create(fetcher.fetch(base + "/huge?key=s3cret", settings))
			.verifyErrorSatisfies((failure) -> assertThat(failure).hasMessageContaining("larger than 1000 bytes")
				.hasMessageNotContaining("s3cret"));
		StepVerifier.create(fetcher.fetch(base + "/none", settings))
			.verifyErrorMessage("The list of models at " + base + "/none was refused [HTTP 404]");
		StepVerifier.create(fetcher.fetch(base + "/moved", settings))
			.verifyErrorSatisfies((failure) -> assertThat(failure).hasMessageContaining("302"));
		StepVerifier.create(fetcher.fetch(base + "/slow", impatient))
			.expectError(io.llmprovider.error.TimeoutException.class)
			.verify(Duration.ofSeconds(5));
		fetcher.close();
		server.disposeNow();
	}

	@Test
	void whatAProviderToldGoesBeforeLocations() throws IOException {
		try (ModelCatalog catalog = open(file("own.json", GOOD).toString())) {
			catalog.told("office", List.of(Model.builder("office", "m").contextWindow(10).build()));
			catalog.told("lab", List.of(Model.of("lab", "x")));

			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(10);
			assertThat(catalog.find("office", "m").orElseThrow().pricing()).isNotNull();
			catalog.told("office", new ArrayList<>());
			assertThat(catalog.find("office", "m").orElseThrow().contextWindow()).isEqualTo(1000);
			assertThat(catalog.find("lab", "x")).isPresent();
		}
	}

	@Test
	void settingsThatCannotBeMeantAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CatalogSettings(true, List.of(), Duration.ZERO, null, CatalogSettings.TIMEOUT, 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CatalogSettings(true, List.of(), null, null, CatalogSettings.TIMEOUT, 0));
	}

	private ModelCatalog opened(CatalogFetcher fetcher) {
		return ModelCatalog.open(settings(ADDRESS), fetcher, Schedulers.immediate());
	}

	private ModelCatalog open(String... locations) {
		return ModelCatalog.open(settings(locations), (address, how) -> Mono.never());
	}

	private CatalogSettings settings(String... locations) {
		return new CatalogSettings(true, List.of(locations), null, this.directory, CatalogSettings.TIMEOUT,
				CatalogSettings.MAX_BYTES);
	}

	private Path file(String name, String content) throws IOException {
		return Files.writeString(this.directory.resolve(name), content);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
