package io.llmprovider.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers of addresses on disk, so that an application starts with what it knew. A
 * file appears as a whole or not at all.
 */
final class CatalogCache {

	private static final Logger LOG = LoggerFactory.getLogger(CatalogCache.class);

	private final @Nullable Path directory;

	CatalogCache(@Nullable Path directory) {
		this.directory = directory;
	}

	Optional<byte[]> read(String address) {
		if (this.directory == null) {
			return Optional.empty();
		}
		Path file = file(this.directory, address);
		try {
			return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
		}
		catch (IOException ex) {
			LOG.warn("The kept catalogue {} cannot be read: {}", file, ex.toString());
			return Optional.empty();
		}
	}

	void write(String address, byte[] json) {
		if (this.directory == null) {
			return;
		}
		Path file = file(this.directory, address);
		try {
			Files.createDirectories(this.directory);
			Path whole = Files.createTempFile(this.directory, "catalog", ".tmp");
			Files.write(whole, json);
			Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			LOG.warn("The catalogue cannot be kept as {}: {}", file, ex.toString());
		}
	}

	private static Path file(Path directory, String address) {
		return directory.resolve(UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8)) + ".json");
	}

}
