package io.llmprovider.catalog;

import java.util.Map;

import io.llmprovider.json.PlainJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads a document of models in whichever of the two forms it has.
 */
final class CatalogReader {

	private CatalogReader() {
	}

	/**
	 * Reads a document.
	 * @param json the document
	 * @return its models
	 * @throws IllegalArgumentException if it cannot be read; the message says why
	 */
	static CatalogData read(byte[] json) {
		Map<String, @Nullable Object> document;
		try {
			document = Members.object(PlainJson.read(json));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("it is not JSON: " + ex.getOriginalMessage(), ex);
		}
		if (document.get("providers") instanceof Map<?, ?> || document.get("format") instanceof Number) {
			return OwnFormatReader.read(document);
		}
		boolean modelsDev = !document.isEmpty() && document.values()
			.stream()
			.allMatch((entry) -> Members.object(entry).get("models") instanceof Map<?, ?>);
		if (!modelsDev) {
			throw new IllegalArgumentException(
					"it is neither models.dev's api.json nor of our own form, {\"format\": 1, \"providers\": …}");
		}
		return ModelsDevReader.read(document);
	}

}
