package io.llmprovider.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * The models that come with the library, one file for each provider, each read when the
 * provider is first used. The files say of which day their figures are.
 */
final class BuiltInModels {

	private static final Map<String, CatalogData> READ = new ConcurrentHashMap<>();

	private BuiltInModels() {
	}

	static CatalogData of(String provider) {
		return READ.computeIfAbsent(provider, BuiltInModels::read);
	}

	static @Nullable Model find(String provider, String id) {
		return of(provider).find(provider, id);
	}

	private static CatalogData read(String provider) {
		boolean plain = provider.chars().allMatch((c) -> c == '-' || Character.isLetterOrDigit(c));
		try (InputStream json = plain ? BuiltInModels.class.getResourceAsStream("models/" + provider + ".json")
				: null) {
			return (json != null) ? CatalogReader.read(json.readAllBytes()) : CatalogData.NONE;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
