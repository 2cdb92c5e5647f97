package io.llmprovider.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * The models that come with the library, one file for each provider, each read when the
 * provider is first used. The files say of which day their figures are.
 */
final class BuiltInModels {

	/**
	 * Whose models these are: for all others no file is looked for, which takes a while
	 * where there are many jars.
	 */
	static final Set<String> PROVIDERS = Set.of("alibaba", "amazon-bedrock", "anthropic", "azure", "cerebras", "cohere",
			"deepinfra", "deepseek", "fireworks-ai", "google", "google-vertex", "google-vertex-anthropic", "groq",
			"huggingface", "minimax", "mistral", "moonshotai", "nvidia", "ollama-cloud", "openai", "openrouter",
			"perplexity", "togetherai", "xai", "zai");

	private static final Map<String, CatalogData> READ = new ConcurrentHashMap<>();

	private BuiltInModels() {
	}

	static CatalogData of(String provider) {
		if (!PROVIDERS.contains(provider)) {
			return CatalogData.NONE;
		}
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

	private static CatalogData read(String provider) {
		String file = "models/" + provider + ".json";
		try (InputStream json = BuiltInModels.class.getResourceAsStream(file)) {
			if (json == null) {
				throw new IllegalStateException(file + " is missing from the jar");
			}
			return CatalogReader.read(json.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
