package io.llmprovider.oauth;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Keeps credentials in a table of a database, a row for each user and provider. Who
 * changes one holds the lock of its row, and a connection, until it is stored; who waits
 * for it holds neither thread nor connection. The database ends the lock of a process
 * that has died. It needs {@code FOR UPDATE SKIP LOCKED}, which H2 2.2, PostgreSQL 9.5,
 * MySQL 8, MariaDB 10.6 and Oracle have. The table is made by the application;
 * {@value #SCHEMA} has the statement. Signing out leaves the row without content.
 */
public final class JdbcCredentialStore implements CredentialStore {

	/** The table if nobody says otherwise. */
	public static final String TABLE = "llm_credentials";

	/** The resource with the statement that makes the table. */
	public static final String SCHEMA = "io/llmprovider/oauth/schema.sql";

	private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)?");

	private final DataSource dataSource;

	private final String table;

	/**
	 * Creates a store. Nothing is read yet.
	 * @param dataSource where the table is
	 * @param table the table's name, with a schema's before a dot if it needs one
	 * @throws io.llmprovider.error.ConfigurationException if it is no such name
	 */
	public JdbcCredentialStore(DataSource dataSource, String table) {
		if (!NAME.matcher(table).matches()) {
			throw ErrorKind.CONFIGURATION
				.exception(ErrorDetails.of("'" + table + "' cannot be the name of a table of credentials",
						"Use letters, digits and underscores, as in " + TABLE + "."))
				.attempts(0);
		}
		this.dataSource = dataSource;
		this.table = table;
	}

	@Override
	public Mono<OAuthCredentials> read(CredentialKey key) {
		return this.<OAuthCredentials>call(() -> {
			try (CredentialRow row = row(key)) {
				return parsed(key, row.content());
			}
		});
	}

	@Override
	public Mono<OAuthCredentials> delete(CredentialKey key) {
		return locked(key, (row) -> call(() -> {
			OAuthCredentials found = parsed(key, row.content());
			if (found != null) {
				row.store(null);
			}
			return found;
		}));
	}

	@Override
	public Mono<OAuthCredentials> update(CredentialKey key,
			Function<Optional<OAuthCredentials>, Mono<OAuthCredentials>> change) {
		return locked(key,
				(row) -> call(() -> Optional.ofNullable(parsed(key, row.content())))
					.flatMap((before) -> change.apply(before)
						.flatMap((after) -> before.filter(after::equals).isPresent() ? Mono.just(after) : call(() -> {
							row.store(new String(CredentialJson.bytes(after), StandardCharsets.UTF_8));
							return after;
						}))));
	}

	private <T> Mono<T> locked(CredentialKey key, Function<CredentialRow, Mono<T>> work) {
		AtomicBoolean left = new AtomicBoolean();
		Mono<CredentialRow> mine = Turns.wait(call(() -> take(key, left)),
				"the row '" + key + "' of table " + this.table, "Look in the database who holds it.");
		return BlockingWork.holding(mine, work, (row) -> call(() -> {
			row.close();
			return null;
		})).doOnCancel(() -> left.set(true));
	}

	private CredentialRow take(CredentialKey key, AtomicBoolean left) throws SQLException {
		Turns.requireStillThere(left);
		CredentialRow row = row(key);
		boolean mine = false;
		try {
			mine = row.tryLock();
		}
		finally {
			if (!mine) {
				row.close();
			}
		}
		if (!mine) {
			throw new Turns.Busy();
		}
		return row;
	}

	private CredentialRow row(CredentialKey key) throws SQLException {
		return new CredentialRow(this.dataSource.getConnection(), this.table, key.text());
	}

	private <T> Mono<T> call(Callable<@Nullable T> work) {
		return BlockingWork.call(work).onErrorMap(SQLException.class, this::failed);
	}

	private @Nullable OAuthCredentials parsed(CredentialKey key, @Nullable String content) {
		if (content == null) {
			return null;
		}
		try {
			return CredentialJson.read(content.getBytes(StandardCharsets.UTF_8));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// The cause may quote a secret.
			throw ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(
					"The row '" + key + "' of table " + this.table + " does not hold credentials as they are written",
					"Correct the row or delete it, and sign in again; it was left as it is."))
				.attempts(0);
		}
	}

	private LlmException failed(SQLException failure) {
		return ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(
				"The table of credentials, " + this.table + ", cannot be used: SQL state " + failure.getSQLState()
						+ ", code " + failure.getErrorCode(),
				"Look at the cause. If the table is missing, make it with " + SCHEMA + "."), failure)
			.attempts(0);
	}

	@Override
	public String toString() {
		return "JdbcCredentialStore[" + this.table + "]";
	}

}
