package io.llmprovider.provider;

import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Compat;
import org.jspecify.annotations.Nullable;

/**
 * A model of a provider and what is set for it alone.
 *
 * @param model the model
 * @param api the API type, or null for the provider's
 * @param baseUrl the base URL, or null for the provider's
 * @param headers headers over the provider's
 * @param compat dialect flags over the provider's, or null for none
 * @param options options over the provider's, or null for none
 * @param wireStreaming whether answers are streamed on the wire, or null for the
 * provider's choice
 */
public record ModelSettings(Model model, @Nullable String api, @Nullable String baseUrl, Map<String, String> headers,
		@Nullable Compat compat, @Nullable ChatOptions options, @Nullable Boolean wireStreaming) {

	public ModelSettings {
		headers = Map.copyOf(headers);
		// Null in here and nothing outside: the start does not load what nobody sets.
		compat = (compat != null && compat != Compat.NONE) ? compat : null;
		options = (options != null && options != ChatOptions.NONE && !options.equals(ChatOptions.NONE)) ? options
				: null;
	}

	/**
	 * A model for which nothing else is set.
	 * @param model the model
	 * @return the settings
	 */
	public static ModelSettings of(Model model) {
		return new ModelSettings(model, null, null, Map.of(), null, null, null);
	}

	@Override
	public Compat compat() {
		return (this.compat != null) ? this.compat : Compat.NONE;
	}

	@Override
	public ChatOptions options() {
		return (this.options != null) ? this.options : ChatOptions.NONE;
	}

	/**
	 * All but the values of headers, which may be secrets.
	 */
	@Override
	public String toString() {
		return "ModelSettings[" + this.model + ", api=" + this.api + ", base-url=" + this.baseUrl + ", headers="
				+ this.headers.keySet() + ", compat=" + Json.text(compat()) + ", " + options() + ", wire-streaming="
				+ this.wireStreaming + "]";
	}

}
