package io.llmprovider.provider;

import java.util.Objects;

import io.llmprovider.chat.ChatOptions;

/**
 * Which model a mode uses, and how.
 *
 * @param mode the mode
 * @param model {@code provider:model}, or a model's id or alias alone if only one
 * provider lists it
 * @param options options over those of the model and the provider
 * @param call settings of each call, under those that a caller sets
 */
public record ModeSettings(Mode mode, String model, ChatOptions options, CallSettings call) {

	public ModeSettings {
		Objects.requireNonNull(mode, "mode");
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(options, "options");
		Objects.requireNonNull(call, "call");
	}

	/**
	 * A mode with a model and nothing else.
	 * @param mode the mode
	 * @param model {@code provider:model}
	 * @return the settings
	 */
	public static ModeSettings of(Mode mode, String model) {
		return new ModeSettings(mode, model, ChatOptions.NONE, CallSettings.NONE);
	}

}
