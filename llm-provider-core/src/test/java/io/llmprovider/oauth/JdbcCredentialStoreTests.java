package io.llmprovider.oauth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JdbcCredentialStoreTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final CredentialKey OFFICE = CredentialKey.of("office");

	private static final OAuthCredentials TOKEN = OAuthCredentials.of("secret-token", null, null, null);

	private final JdbcDataSource database = CredentialStoreTests.database();

	@Test
	void connectionsAreGivenBackAsTheyWere() throws SQLException {
		this.database.setUser("");
		JdbcConnectionPool pool = JdbcConnectionPool.create(this.database);
		CredentialStore store = new JdbcCredentialStore(pool, JdbcCredentialStore.TABLE);

		store.write(OFFICE, TOKEN).block(PATIENCE);
		store.read(OFFICE).block(PATIENCE);
		store.update(OFFICE, (current) -> Mono.<OAuthCredentials>error(new IllegalStateException("no")))
			.onErrorComplete()
			.block(PATIENCE);
		store.update(OFFICE, (current) -> Mono.<OAuthCredentials>never())
			.timeout(Duration.ofMillis(1), Mono.empty())
			.block(PATIENCE);
		store.delete(OFFICE).block(PATIENCE);

		assertThat(pool.getActiveConnections()).isZero();
		try (Connection connection = pool.getConnection()) {
			assertThat(connection.getAutoCommit()).isTrue();
		}
		pool.dispose();
	}

	@Test
	void twoProcessesTakeTurnsByTheRowAndNotByTheTable() {
		CredentialStore one = new JdbcCredentialStore(this.database, JdbcCredentialStore.TABLE);
		CredentialStore other = new JdbcCredentialStore(this.database, JdbcCredentialStore.TABLE);

		one.update(OFFICE,
				(current) -> other.write(CredentialKey.of("lab"), TOKEN).then(Mono.just(TOKEN.with("turn", 1))))
			.block(PATIENCE);
		List<OAuthCredentials> both = Mono
			.zip(one.update(OFFICE, JdbcCredentialStoreTests::next),
					other.update(OFFICE, JdbcCredentialStoreTests::next), List::of)
			.block(PATIENCE);

		assertThat(both).extracting((token) -> token.attributes().get("turn")).containsExactlyInAnyOrder(2, 3);
		assertThat(other.read(CredentialKey.of("lab")).block(PATIENCE)).isEqualTo(TOKEN);
	}

	@Test
	void aTableThatIsMissingIsNamedWithTheStatementThatMakesIt() {
		CredentialStore store = new JdbcCredentialStore(this.database, "elsewhere");

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> store.write(OFFICE, TOKEN).block(PATIENCE))
			.withMessageContaining("elsewhere")
			.withMessageContaining(JdbcCredentialStore.SCHEMA)
			.withMessageNotContaining("secret");
	}

	@Test
	void aRowThatHoldsSomethingElseIsNamedAndLeftAsItIs() throws SQLException {
		CredentialStore store = new JdbcCredentialStore(this.database, JdbcCredentialStore.TABLE);
		execute("INSERT INTO llm_credentials VALUES ('office', '{\"access\":\"secret')");

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> store.write(OFFICE, TOKEN).block(PATIENCE))
			.withMessageContaining("'office'")
			.withMessageNotContaining("secret");
		execute("UPDATE llm_credentials SET content = NULL WHERE content = '{\"access\":\"secret'");
		store.write(OFFICE, TOKEN).block(PATIENCE);
		assertThat(store.read(OFFICE).block(PATIENCE)).isEqualTo(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "t; DROP TABLE t", "a.b.c", "", "1st", "x y" })
	void aNameThatIsNoneIsRefused(String table) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> new JdbcCredentialStore(this.database, table));
	}

	private static Mono<OAuthCredentials> next(java.util.Optional<OAuthCredentials> current) {
		Object turn = current.orElseThrow().attributes().get("turn");
		return Mono.just(TOKEN.with("turn", (Integer) java.util.Objects.requireNonNull(turn) + 1));
	}

	private void execute(String statement) throws SQLException {
		try (Connection connection = this.database.getConnection()) {
			assertThat(connection.createStatement().executeUpdate(statement)).isOne();
		}
	}

}
