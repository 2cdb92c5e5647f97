package io.llmprovider.provider;

import java.util.List;
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
 * @param fallbacks models that are asked, in this order, if the one before could not
 * answer; written as the model. Those of another provider do not get the options that
 * only the first one's API has, nor the headers of the call
 */
public record ModeSettings(Mode mode, String model, ChatOptions options, CallSettings call, List<String> fallbacks) {

	public ModeSettings {
		Objects.requireNonNull(mode, "mode");
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(options, "options");
		Objects.requireNonNull(call, "call");
		fallbacks = List.copyOf(fallbacks);
	}

	/**
	 * A mode that has no other models.
	 * @param mode the mode
	 * @param model {@code provider:model}
	 * @param options options over those of the model and the provider
	 * @param call settings of each call, under those that a caller sets
	 */
	public ModeSettings(Mode mode, String model, ChatOptions options, CallSettings call) {
		this(mode, model, options, call, List.of());
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
