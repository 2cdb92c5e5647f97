package io.llmprovider.oauth;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * One row of the table of credentials, seen through one connection. Its methods are
 * called by one thread after the other.
 */
final class CredentialRow implements AutoCloseable {

	/** SQL states of a row that somebody else has just made. */
	private static final String INTEGRITY = "23";

	/** What somebody else has is left out. */
	private static final String LOCKING = " FOR UPDATE SKIP LOCKED";

	private final Connection connection;

	private final String table;

	private final String owner;

	private final boolean autoCommit;

	private @Nullable String content;

	private boolean locked;

	private boolean closed;

	CredentialRow(Connection connection, String table, String owner) throws SQLException {
		this.connection = connection;
		this.table = table;
		this.owner = owner;
		this.autoCommit = connection.getAutoCommit();
	}

	/**
	 * Takes the row if nobody else has it; it is made if it is missing. Waiting in the
	 * database would hold a thread and a connection.
	 * @return whether it is held now
	 */
	synchronized boolean tryLock() throws SQLException {
		this.connection.setAutoCommit(false);
		// What it reads is the latest, whatever the isolation of the transaction.
		this.locked = select(LOCKING);
		if (!this.locked && !select("")) {
			insert();
			this.locked = select(LOCKING);
		}
		return this.locked;
	}

	/**
	 * What is in the row, as it was when it was locked or, if it never was, as it is now.
	 */
	synchronized @Nullable String content() throws SQLException {
		if (!this.locked) {
			select("");
		}
		return this.content;
	}

	/**
	 * Stores a content for good, if the row is still held.
	 */
	synchronized void store(@Nullable String content) throws SQLException {
		if (this.closed) {
			return;
		}
		try (PreparedStatement update = this.connection
			.prepareStatement("UPDATE " + this.table + " SET content = ? WHERE owner = ?")) {
			update.setString(1, content);
			update.setString(2, this.owner);
			update.executeUpdate();
		}
		this.connection.commit();
	}

	private boolean select(String suffix) throws SQLException {
		try (PreparedStatement select = this.connection
			.prepareStatement("SELECT content FROM " + this.table + " WHERE owner = ?" + suffix)) {
			select.setString(1, this.owner);
			try (ResultSet rows = select.executeQuery()) {
				boolean found = rows.next();
				this.content = found ? rows.getString(1) : null;
				return found;
			}
		}
	}

	private void insert() throws SQLException {
		try (PreparedStatement insert = this.connection
			.prepareStatement("INSERT INTO " + this.table + " (owner, content) VALUES (?, NULL)")) {
			insert.setString(1, this.owner);
			insert.executeUpdate();
			this.connection.commit();
		}
		catch (SQLException ex) {
			this.connection.rollback();
			if (ex.getSQLState() == null || !ex.getSQLState().startsWith(INTEGRITY)) {
				throw ex;
			}
			// Somebody else was faster.
		}
	}

	/**
	 * Gives lock and connection back; what was not stored is not there.
	 */
	@Override
	public synchronized void close() throws SQLException {
		if (this.closed) {
			return;
		}
		this.closed = true;
		try (Connection ended = this.connection) {
			if (!ended.getAutoCommit()) {
				ended.rollback();
				ended.setAutoCommit(this.autoCommit);
			}
		}
	}

}
