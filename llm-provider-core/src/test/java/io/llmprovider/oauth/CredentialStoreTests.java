package io.llmprovider.oauth;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What every store of ours does, whatever it keeps credentials in.
 */
class CredentialStoreTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final CredentialKey OFFICE = CredentialKey.of("office");

	private static final OAuthCredentials FULL = new OAuthCredentials("oauth", "a", "r",
			Instant.parse("2026-01-01T00:00:00.123Z"), Instant.parse("2026-01-01T01:00:00Z"),
			Map.of("account", "4711", "plan", Map.of("seats", 3), "regions", List.of("eu", "us"), "paid", true));

	@TempDir
	private static Path directory;

	static Stream<org.junit.jupiter.params.provider.Arguments> stores() {
		return Stream.of(argumentSet("memory", new MemoryCredentialStore()),
				argumentSet("file", new FileCredentialStore(directory.resolve("new/folder/credentials.json"))),
				argumentSet("table", new JdbcCredentialStore(database(), JdbcCredentialStore.TABLE)));
	}

	static JdbcDataSource database() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:credentials" + System.nanoTime()
				+ ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;INIT=RUNSCRIPT FROM 'classpath:/" + JdbcCredentialStore.SCHEMA
				+ "'");
		try (var connection = database.getConnection()) {
			assertThat(connection.getAutoCommit()).isTrue();
		}
		catch (java.sql.SQLException ex) {
			throw new AssertionError(ex);
		}
		database.setURL(database.getURL().substring(0, database.getURL().indexOf(";INIT")));
		return database;
	}

	@ParameterizedTest
	@MethodSource("stores")
	void givesBackWhatWasStored(CredentialStore store) {
		CredentialKey alice = new CredentialKey("office", "alice: of sales");

		assertThat(store.read(OFFICE).blockOptional(PATIENCE)).isEmpty();
		store.write(OFFICE, FULL).block(PATIENCE);
		store.write(alice, OAuthCredentials.of("b", null, null, null)).block(PATIENCE);
		assertThat(store.read(OFFICE).block(PATIENCE)).isEqualTo(FULL);
		assertThat(store.read(alice).block(PATIENCE)).isEqualTo(OAuthCredentials.of("b", null, null, null));

		assertThat(store.delete(OFFICE).block(PATIENCE)).isEqualTo(FULL);
		assertThat(store.delete(OFFICE).blockOptional(PATIENCE)).isEmpty();
		assertThat(store.read(OFFICE).blockOptional(PATIENCE)).isEmpty();
		assertThat(store.read(alice).block(PATIENCE)).extracting(OAuthCredentials::access).isEqualTo("b");
		assertThat(store).asString().doesNotContain("sales");
	}

	@ParameterizedTest
	@MethodSource("stores")
	void changesAreMadeOneAfterTheOther(CredentialStore store) {
		CredentialKey counter = CredentialKey.of("counter");
		store.write(counter, OAuthCredentials.of("0", null, null, null)).block(PATIENCE);

		Flux.fromStream(IntStream.range(0, 20).boxed())
			.flatMap((ignored) -> store.update(counter, (current) -> Mono.just(current.orElseThrow())
				.delayElement(Duration.ofMillis(1))
				.map((old) -> OAuthCredentials.of("" + (Integer.parseInt(old.access()) + 1), null, null, null))), 20)
			.blockLast(Duration.ofSeconds(60));

		assertThat(store.read(counter).block(PATIENCE)).extracting(OAuthCredentials::access).isEqualTo("20");
	}

	@ParameterizedTest
	@MethodSource("stores")
	void aChangeThatFailsOrGivesNothingLeavesWhatIsThereAndTheLock(CredentialStore store) {
		CredentialKey key = CredentialKey.of("kept");
		store.write(key, FULL).block(PATIENCE);

		assertThatIllegalStateException()
			.isThrownBy(
					() -> store.update(key, (current) -> Mono.error(new IllegalStateException("no"))).block(PATIENCE))
			.withMessage("no");
		assertThatIllegalStateException().isThrownBy(() -> store.update(key, (current) -> {
			throw new IllegalStateException("at once");
		}).block(PATIENCE)).withMessage("at once");
		assertThat(store.update(key, (current) -> Mono.empty()).blockOptional(PATIENCE)).isEmpty();
		assertThat(store.update(key, (current) -> Mono.just(current.orElseThrow())).block(PATIENCE)).isEqualTo(FULL);
		assertThat(store.read(key).block(PATIENCE)).isEqualTo(FULL);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whoLeavesDuringAChangeOrWhileWaitingForItLeavesNoLock(CredentialStore store) {
		CredentialKey key = CredentialKey.of("left");
		Sinks.Empty<Void> begun = Sinks.empty();
		AtomicReference<String> late = new AtomicReference<>();
		var first = store.update(key, (current) -> {
			begun.tryEmitEmpty();
			return Mono.never();
		}).subscribe();
		begun.asMono().block(PATIENCE);
		var waiting = store.update(key, (current) -> Mono.just(FULL).doOnNext((c) -> late.set("waiting"))).subscribe();
		waiting.dispose();
		first.dispose();

		assertThat(store.update(key, (current) -> Mono.just(FULL.with("empty", current.isEmpty())))
			.block(PATIENCE)
			.attributes()).containsEntry("empty", true);
		assertThat(late).hasValue(null);
	}

}
