package io.llmprovider.autoconfigure;

import java.nio.file.Path;

import javax.sql.DataSource;

import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.FileCredentialStore;
import io.llmprovider.oauth.JdbcCredentialStore;
import io.llmprovider.oauth.MemoryCredentialStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the credentials of those who signed in are kept. A bean of the type
 * CredentialStore goes before it.
 *
 * @param store Kind of store: 'memory' keeps them until the application ends, 'file' in a
 * file that only its owner may read, 'jdbc' in a table of the application's DataSource.
 * @param path File of the store 'file'. It is '.llm-provider/credentials.json' in the
 * user's home if nobody says otherwise.
 * @param table Table of the store 'jdbc', which the application makes.
 */
@ConfigurationPropertiesSource
record CredentialProperties(@DefaultValue("memory") Store store, @Nullable Path path,
		@DefaultValue(JdbcCredentialStore.TABLE) String table) {

	CredentialStore toStore(ObjectProvider<DataSource> dataSource) {
		if (this.path != null && this.store != Store.FILE) {
			throw PropertyPath.wrong("llm.oauth.path names a file, but credentials are not kept in one",
					"Set llm.oauth.store to 'file', or take llm.oauth.path out.");
		}
		return switch (this.store) {
			case MEMORY -> new MemoryCredentialStore();
			case FILE -> new FileCredentialStore(file());
			case JDBC -> jdbc(dataSource.getIfUnique());
		};
	}

	Path file() {
		return (this.path != null) ? this.path
				: Path.of(System.getProperty("user.home"), ".llm-provider", "credentials.json");
	}

	private CredentialStore jdbc(@Nullable DataSource dataSource) {
		if (dataSource == null) {
			throw PropertyPath.wrong("llm.oauth.store is 'jdbc', but there is no DataSource, or there are several",
					"Configure one, mark one of several as @Primary, or make a CredentialStore bean of the one that"
							+ " is meant.");
		}
		return new JdbcCredentialStore(dataSource, this.table);
	}

	/**
	 * A kind of store.
	 */
	enum Store {

		/** Until the application ends. */
		MEMORY,

		/** A file. */
		FILE,

		/** A table. */
		JDBC

	}

}
