package io.llmprovider.chat;

import java.util.Map;
import java.util.Objects;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a provider wants back unchanged when a block that it made is sent to it again:
 * signatures, encrypted reasoning, item ids. It is opaque to everyone but the protocol
 * that made it, and it never travels to another provider or model family.
 *
 * @param provider name of the provider that made it
 * @param model id of the model that made it
 * @param api the API type (wire protocol) over which it came
 * @param payload the provider's own values
 */
public record ReplayData(String provider, String model, String api, Map<String, @Nullable Object> payload) {

	public ReplayData {
		Objects.requireNonNull(provider, "provider");
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(api, "api");
		payload = Json.frozen(payload);
	}

	/**
	 * One value of the payload as text.
	 * @param key its name
	 * @return the text, or null if it is absent or no text
	 */
	public @Nullable String text(String key) {
		return (this.payload.get(key) instanceof String text) ? text : null;
	}

	@Override
	public String toString() {
		return "ReplayData[" + this.provider + ":" + this.model + ", " + this.api + ", " + this.payload.keySet() + "]";
	}

}
