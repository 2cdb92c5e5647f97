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

	/** Longer than a refresh may take. */
	private static final int PATIENCE_SECONDS = 60;

	/** SQL states of a row that somebody else has just made. */
	private static final String INTEGRITY = "23";

	private final Connection connection;

	private final String table;

	private final String owner;

	private final boolean autoCommit;

	private boolean closed;

	CredentialRow(Connection connection, String table, String owner) throws SQLException {
		this.connection = connection;
		this.table = table;
		this.owner = owner;
		this.autoCommit = connection.getAutoCommit();
	}

	/**
	 * Waits until nobody else changes the row, which is made if it is missing.
	 * @return this row
	 */
	synchronized CredentialRow lock() throws SQLException {
		try {
			this.connection.setAutoCommit(false);
			if (!select(" FOR UPDATE").found()) {
				insert();
				select(" FOR UPDATE");
			}
			return this;
		}
		catch (SQLException ex) {
			close();
			throw ex;
		}
	}

	synchronized @Nullable String content() throws SQLException {
		return select("").content();
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

	private Found select(String suffix) throws SQLException {
		try (PreparedStatement select = this.connection
			.prepareStatement("SELECT content FROM " + this.table + " WHERE owner = ?" + suffix)) {
			select.setQueryTimeout(PATIENCE_SECONDS);
			select.setString(1, this.owner);
			try (ResultSet rows = select.executeQuery()) {
				return rows.next() ? new Found(true, rows.getString(1)) : new Found(false, null);
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

	/**
	 * What a query found.
	 */
	private record Found(boolean found, @Nullable String content) {

	}

}
