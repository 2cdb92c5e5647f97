package io.llmprovider.protocol.mistral;

import java.util.Map;

import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.openai.completions.CompletionsReplay;
import org.jspecify.annotations.Nullable;

/**
 * Gives thoughts back to the model that had them, in the form in which they came. Those
 * of others never travel as a thinking part.
 *
 * @param call the call
 * @param api the API type over which it goes
 */
record MistralReplay(ChatCall call, String api) {

	/** The thoughts as a part, or an empty one if they are not this model's own. */
	Map<String, @Nullable Object> part(Reasoning reasoning) {
		ReplayData replay = reasoning.replay();
		boolean own = replay != null && replay.provider().equals(this.call.provider())
				&& replay.model().equals(this.call.model().id()) && replay.api().equals(this.api);
		if (!own || replay == null || !CompletionsReplay.CONTENT.equals(replay.text(CompletionsReplay.FIELD))) {
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
