package io.llmprovider.protocol;

import java.util.List;

import io.llmprovider.chat.Warning;
import org.jspecify.annotations.Nullable;

/**
 * What a Claude takes of temperature, top p and top k: the newest take none of them, a
 * model that thinks neither, and those since generation 4.5 only one of the first two.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended
 * thinking</a>
 */
public final class ClaudeSampling {

	private final @Nullable Object temperature;

	private final @Nullable Object topP;

	private final @Nullable Object topK;

	/**
	 * Decides what is sent.
	 * @param call the call
	 * @param model what the model takes
	 * @param thinks whether it thinks
	 * @param topK from how many tokens is chosen, or null
	 * @param warnings takes what was left out
	 */
	public ClaudeSampling(ChatCall call, ClaudeModel model, boolean thinks, @Nullable Object topK,
			List<Warning> warnings) {
		boolean refused = model.refusesSampling()
				|| Boolean.FALSE.equals(call.model().capabilities().temperature()) && model.isClaude();
		String why = refused ? "the model does not take it" : thinks ? "a model that thinks does not take it" : null;
		Double wanted = call.options().temperature();
		if (wanted != null && wanted > 1 && model.isClaude() && why == null) {
			warnings.add(new Warning("temperature-clipped", "The temperature is at most 1: that was sent"));
			wanted = 1.0;
		}
		Double wantedTopP = call.options().topP();
		boolean both = wanted != null && wantedTopP != null && model.takesOneOfTemperatureAndTopP();
		this.temperature = taken("temperature", wanted, why, warnings);
		this.topP = taken("top_p", wantedTopP,
				(why == null && both) ? "the model takes only one of it and temperature" : why, warnings);
		this.topK = taken("top_k", topK, why, warnings);
	}

	/**
	 * The temperature.
	 * @return the number to send, or null for none
	 */
	public @Nullable Object temperature() {
		return this.temperature;
	}

	/**
	 * The share of the likeliest tokens.
	 * @return the number to send, or null for none
	 */
	public @Nullable Object topP() {
		return this.topP;
	}

	/**
	 * The number of the likeliest tokens.
	 * @return the number to send, or null for none
	 */
	public @Nullable Object topK() {
		return this.topK;
	}

	/**
	 * One is what both have if nothing is said, so that leaving it out changes nothing.
	 */
	private static @Nullable Object taken(String name, @Nullable Object value, @Nullable String why,
			List<Warning> warnings) {
		if (value == null || why == null) {
			return value;
		}
		if (!Double.valueOf(1).equals(value)) {
			warnings.add(Warning.leftOut(name, why));
		}
		return null;
	}

}
