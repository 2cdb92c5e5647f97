package io.llmprovider.protocol.mistral;

import java.util.Map;

import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.protocol.openai.completions.CompletionsReplay;
import org.jspecify.annotations.Nullable;

/**
 * Gives thoughts back to the model that had them, in the form in which they came.
 */
final class MistralReplay {

	private MistralReplay() {
	}

	/** The thoughts as a part, or an empty one if they came in another form. */
	static Map<String, @Nullable Object> part(Reasoning reasoning) {
		ReplayData replay = reasoning.replay();
		if (replay == null || !CompletionsReplay.CONTENT.equals(replay.text(CompletionsReplay.FIELD))) {
			return Map.of();
		}
		Map<String, @Nullable Object> part = MistralContent.part("thinking",
				java.util.List.of(MistralContent.part("text", reasoning.text())));
		String signature = replay.text(CompletionsReplay.SIGNATURE);
		if (signature != null) {
			part.put("signature", signature);
		}
		part.put("closed", true);
		return part;
	}

}
