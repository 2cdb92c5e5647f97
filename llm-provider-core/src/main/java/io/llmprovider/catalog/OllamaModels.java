package io.llmprovider.catalog;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Ollama tells of its models.
 */
final class OllamaModels {

	private static final String NUM_CTX = "num_ctx";

	private OllamaModels() {
	}

	static List<String> names(Map<String, @Nullable Object> tags) {
		List<String> names = new ArrayList<>();
		for (Object entry : Members.list(tags.get("models"))) {
			String name = name(Members.object(entry));
			if (name != null) {
				names.add(name);
			}
		}
		return names;
	}

	/**
	 * The context with which each model is loaded now.
	 */
	static Map<String, Integer> loadedContexts(Map<String, @Nullable Object> processes) {
		Map<String, Integer> contexts = new LinkedHashMap<>();
		for (Object entry : Members.list(processes.get("models"))) {
			Map<String, @Nullable Object> model = Members.object(entry);
			String name = name(model);
			Integer context = Members.tokens(model.get("context_length"));
			if (name != null && context != null) {
				contexts.put(name, context);
			}
		}
		return contexts;
	}

	static Model model(String provider, String name, Map<String, @Nullable Object> show, @Nullable Integer loaded) {
		Integer set = parameter(Members.text(show.get("parameters")));
		Integer most = trained(Members.object(show.get("model_info")));
		return Model.builder(provider, name)
			.aliases(name.endsWith(":latest") ? List.of(name.substring(0, name.length() - ":latest".length()))
					: List.of())
			.contextWindow((loaded != null) ? loaded : (set != null) ? set : most)
			.capabilities(capabilities(Members.texts(show.get("capabilities"))))
			.build();
	}

	private static Capabilities capabilities(List<String> words) {
		if (words.isEmpty()) {
			return Capabilities.UNKNOWN;
		}
		Set<Modality> input = EnumSet.of(Modality.TEXT);
		if (words.contains("vision")) {
			input.add(Modality.IMAGE);
		}
		return new Capabilities(input, words.contains("tools"), words.contains("thinking"), null, null, null, null,
				null);
	}

	private static @Nullable Integer trained(Map<String, @Nullable Object> info) {
		Object architecture = info.get("general.architecture");
		return (architecture != null) ? Members.tokens(info.get(architecture + ".context_length")) : null;
	}

	/** Lines of a name, blanks and a value. */
	private static @Nullable Integer parameter(@Nullable String parameters) {
		if (parameters == null) {
			return null;
		}
		for (String line : parameters.lines().toList()) {
			String[] words = line.strip().split("\\s+");
			if (words.length == 2 && words[0].equals(NUM_CTX) && words[1].matches("[1-9]\\d{0,8}")) {
				return Integer.valueOf(words[1]);
			}
		}
		return null;
	}

	private static @Nullable String name(Map<String, @Nullable Object> model) {
		String name = Members.text(model.get("model"));
		return (name != null) ? name : Members.text(model.get("name"));
	}

}
