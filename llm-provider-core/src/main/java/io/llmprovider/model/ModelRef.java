package io.llmprovider.model;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a model of a provider: {@code anthropic:claude-sonnet-5}. The first colon splits,
 * so that model ids may hold colons themselves ({@code ollama:qwen3:8b}).
 *
 * @param provider the provider's name in the registry
 * @param model the model's id or alias at that provider
 */
public record ModelRef(String provider, String model) {

	public ModelRef {
		Objects.requireNonNull(provider, "provider");
		Objects.requireNonNull(model, "model");
		if (provider.isBlank() || model.isBlank()) {
			throw new IllegalArgumentException(
					"A model reference needs both parts, as in 'anthropic:claude-sonnet-5'; got '" + provider + ":"
							+ model + "'");
		}
		if (provider.indexOf(':') >= 0) {
			throw new IllegalArgumentException("The name of a provider cannot hold a colon, as '" + provider
					+ "' does: the first colon of a reference ends it");
		}
	}

	/**
	 * Reads a reference.
	 * @param text {@code provider:model}
	 * @return the reference
	 * @throws IllegalArgumentException if there is no colon, or nothing on one side of it
	 */
	@JsonCreator
	public static ModelRef parse(String text) {
		int colon = text.indexOf(':');
		if (colon < 1 || colon == text.length() - 1) {
			throw new IllegalArgumentException(
					"'" + text + "' is no model reference: write provider:model, as in 'anthropic:claude-sonnet-5'");
		}
		return new ModelRef(text.substring(0, colon).trim(), text.substring(colon + 1).trim());
	}

	@JsonValue
	@Override
	public String toString() {
		return this.provider + ":" + this.model;
	}

}
