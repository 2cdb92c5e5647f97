package io.llmprovider.oauth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.llmprovider.HandClock;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileCredentialStoreTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final CredentialKey OFFICE = CredentialKey.of("office");

	private static final OAuthCredentials TOKEN = OAuthCredentials.of("secret-token", "secret-refresh", null, null);

	@TempDir
	private Path directory;

	private Path file;

	private CredentialStore store;

	@BeforeEach
	void open() {
		this.file = this.directory.resolve("home/credentials.json");
		this.store = new FileCredentialStore(this.file);
	}

	@Test
	void onlyTheOwnerMayReadWhatItMakes() throws IOException {
		this.store.write(OFFICE, TOKEN).block(PATIENCE);

		assertThat(permissions(this.file)).isEqualTo("rw-------");
		assertThat(permissions(this.file.resolveSibling("credentials.json.lock"))).isEqualTo("rw-------");
		assertThat(permissions(this.file.getParent())).isEqualTo("rwx------");
		assertThat(names()).containsExactly("credentials.json", "credentials.json.lock");
		this.store.write(OFFICE, TOKEN.with("more", "1")).block(PATIENCE);
		assertThat(permissions(this.file)).isEqualTo("rw-------");
		assertThat(names()).containsExactly("credentials.json", "credentials.json.lock");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-" })
	void aFileThatOthersMayReadOrChangeIsNotUsed(String permissions) throws IOException {
		this.store.write(OFFICE, TOKEN).block(PATIENCE);
		byte[] before = Files.readAllBytes(this.file);
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString(permissions));

		for (Mono<?> use : new Mono<?>[] { this.store.read(OFFICE), this.store.write(OFFICE, TOKEN.with("x", "y")),
				this.store.delete(OFFICE) }) {
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> use.block(PATIENCE))
				.withMessageContaining(permissions)
				.withMessageContaining("chmod 600 " + this.file)
				.withMessageNotContaining("secret");
		}
		assertThat(this.file).hasBinaryContent(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-",
			value = { "{\"office\":{\"access\":\"secret-tok|is not JSON, line 1",
					"{\"office\":\\n{\"access\":}}|is not JSON, line 2", "~~|is not JSON",
					"[\"secret\"]|holds no JSON object", "{\"office\":\"secret\"}|'office' is no object",
					"{\"office\":{\"refresh\":\"secret\"}}|at 'office', there is no text 'access'",
					"{} {\"office\":{\"access\":\"secret\"}}|is not JSON" })
	void aFileThatIsHalfWrittenIsNamedAndLeftAsItIs(String content, String complaint) throws IOException {
		Files.createDirectories(this.file.getParent());
		Files.writeString(this.file, content.replace("\\n", "\n"));
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-------"));
		byte[] before = Files.readAllBytes(this.file);

		for (Mono<?> use : new Mono<?>[] { this.store.read(OFFICE), this.store.write(OFFICE, TOKEN),
				this.store.delete(OFFICE) }) {
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> use.block(PATIENCE))
				.withMessageContaining(this.file.toString())
				.withMessageContaining(complaint)
				.withMessageContaining("left as it is")
				.withMessageNotContaining("secret");
		}
		assertThat(this.file).hasBinaryContent(before);
		assertThat(names()).noneMatch((name) -> name.endsWith(".tmp"));
	}

	@Test
	void whatOthersKeepInTheFileStays() throws IOException {
		this.store.write(OFFICE, TOKEN).block(PATIENCE);
		Files.writeString(this.file,
				"{\"other\":{\"type\":\"api_key\",\"key\":\"k\",\"n\":1.50},\"note\":[null,true]}");

		this.store.write(OFFICE, TOKEN).block(PATIENCE);

		assertThat(this.store.read(CredentialKey.of("other")).blockOptional(PATIENCE)).isEmpty();
		this.store.delete(OFFICE).block(PATIENCE);
		assertThat(Json.object(Files.readString(this.file)))
			.isEqualTo(Json.object("{\"other\":{\"type\":\"api_key\",\"key\":\"k\",\"n\":1.50},\"note\":[null,true]}"));
	}

	@Test
	void whatIsEditedDuringAChangeStays() throws IOException {
		this.store.write(OFFICE, TOKEN).block(PATIENCE);

		this.store.update(OFFICE, (current) -> Mono.fromCallable(() -> {
			Files.writeString(this.file, "{\"edited\":{\"access\":\"by hand\"}}");
			return TOKEN.with("changed", true);
		})).block(PATIENCE);

		assertThat(this.store.read(CredentialKey.of("edited")).block(PATIENCE).access()).isEqualTo("by hand");
		assertThat(this.store.read(OFFICE).block(PATIENCE).attributes()).containsEntry("changed", true);
	}

	@Test
	void aLinkStaysALink() throws IOException {
		Path target = this.directory.resolve("real.json");
		Files.createDirectories(this.file.getParent());
		new FileCredentialStore(target).write(OFFICE, TOKEN).block(PATIENCE);
		Files.createSymbolicLink(this.file, target);

		this.store.write(OFFICE, TOKEN.with("new", 1)).block(PATIENCE);

		assertThat(Files.isSymbolicLink(this.file)).isTrue();
		assertThat(new FileCredentialStore(target).read(OFFICE).block(PATIENCE).attributes()).containsKey("new");
	}

	@Test
	void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
		Files.createFile(this.directory.resolve("home"));

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.store.write(OFFICE, TOKEN).block(PATIENCE))
			.withMessageContaining(this.file.toString());
	}

	@Test
	void anotherProcessIsWaitedForAndItsChangeIsSeen() throws Exception {
		Process other = holder();
		try {
			CompletableFuture<OAuthCredentials> mine = this.store
				.update(OFFICE, (current) -> Mono.just(TOKEN.with("before", current.orElseThrow().access())))
				.toFuture();
			assertThat(mine).isNotDone();
			other.outputWriter().append("\n").flush();
			assertThat(mine.get(30, TimeUnit.SECONDS).attributes()).containsEntry("before", "other-process");
			assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			other.destroyForcibly();
		}
	}

	@Test
	void theLockOfAProcessThatDiedIsGone() throws Exception {
		this.store.write(OFFICE, TOKEN).block(PATIENCE);
		Process other = holder();
		other.destroyForcibly().waitFor();

		assertThat(
				this.store.update(OFFICE, (current) -> Mono.just(TOKEN.with("before", current.orElseThrow().access())))
					.block(PATIENCE)
					.attributes())
			.containsEntry("before", "secret-token");
	}

	@Test
	void aLockThatIsNeverGivenBackEndsInAnErrorThatNamesIt() {
		VirtualTimeScheduler.getOrSet();
		try {
			var first = this.store.update(OFFICE, (current) -> Mono.never()).subscribe();
			VirtualTimeScheduler.get().advanceTime();
			AtomicReference<Throwable> failure = new AtomicReference<>();
			this.store.update(OFFICE, (current) -> Mono.just(TOKEN)).subscribe((token) -> {
			}, failure::set);
			VirtualTimeScheduler.get().advanceTimeBy(Turns.PATIENCE.minusSeconds(1));
			assertThat(failure).hasValue(null);
			VirtualTimeScheduler.get().advanceTimeBy(Duration.ofSeconds(2));
			assertThat(failure.get()).isInstanceOf(TimeoutException.class)
				.hasMessageContaining("credentials.json.lock for 60 seconds");
			first.dispose();
			VirtualTimeScheduler.get().advanceTime();
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void entriesAreInTheFormThatIsDocumented() throws IOException {
		this.store
			.write(OFFICE,
					OAuthCredentials.of("a", "r", HandClock.BEGIN, HandClock.BEGIN.plusSeconds(60))
						.with("account", "4711"))
			.block(PATIENCE);

		assertThat(Json.object(Files.readString(this.file)))
			.isEqualTo(Map.of("office", Map.of("type", "oauth", "access", "a", "refresh", "r", "issued", 1767225600000L,
					"expires", 1767225660000L, "account", "4711")));
	}

	private Process holder() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LockHolder.class.getName(),
				this.file.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = process.inputReader();
		String line = output.readLine();
		while (line != null && !line.equals("held")) {
			line = output.readLine();
		}
		assertThat(line).isEqualTo("held");
		return process;
	}

	private Stream<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.file.getParent())) {
			return files.map((each) -> each.getFileName().toString()).sorted().toList().stream();
		}
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
