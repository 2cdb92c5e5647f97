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
		CatalogData read = READ.get(provider);
		if (read == null) {
			// What two threads read at once is the same.
			read = read(provider);
			READ.put(provider, read);
		}
		return read;
	}

	static @Nullable Model find(String provider, String id) {
		return of(provider).find(provider, id);
	}

	private static boolean isPlain(String provider) {
		for (int i = 0; i < provider.length(); i++) {
			if (provider.charAt(i) != '-' && !Character.isLetterOrDigit(provider.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static CatalogData read(String provider) {
		try (InputStream json = isPlain(provider)
				? BuiltInModels.class.getResourceAsStream("models/" + provider + ".json") : null) {
			return (json != null) ? CatalogReader.read(json.readAllBytes()) : CatalogData.NONE;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
