package io.llmprovider.provider;

import java.util.List;
import java.util.Objects;

import io.llmprovider.chat.ChatOptions;
import org.jspecify.annotations.Nullable;

/**
 * Which model a mode uses, and how.
 *
 * @param mode the mode
 * @param model {@code provider:model}, or a model's id or alias alone if only one
 * provider lists it
 * @param options options over those of the model and the provider, or null for none
 * @param call settings of each call, under those that a caller sets, or null for none
 * @param fallbacks models that are asked, in this order, if the one before could not
 * answer; written as the model. Those of another provider do not get the options that
 * only the first one's API has, nor the headers of the call
 */
public record ModeSettings(Mode mode, String model, @Nullable ChatOptions options, @Nullable CallSettings call,
		List<String> fallbacks) {

	public ModeSettings {
		Objects.requireNonNull(mode, "mode");
		Objects.requireNonNull(model, "model");
		// Null in here and nothing outside: the start does not load what nobody sets.
		options = (options != null && options != ChatOptions.NONE && !options.equals(ChatOptions.NONE)) ? options
				: null;
		call = (call != null && call != CallSettings.NONE && !call.equals(CallSettings.NONE)) ? call : null;
		fallbacks = List.copyOf(fallbacks);
	}

	/**
	 * A mode that has no other models.
	 * @param mode the mode
	 * @param model {@code provider:model}
	 * @param options options over those of the model and the provider, or null for none
	 * @param call settings of each call, under those that a caller sets, or null for none
	 */
	public ModeSettings(Mode mode, String model, @Nullable ChatOptions options, @Nullable CallSettings call) {
		this(mode, model, options, call, List.of());
	}

	/**
	 * A mode with a model and nothing else.
	 * @param mode the mode
	 * @param model {@code provider:model}
	 * @return the settings
	 */
	public static ModeSettings of(Mode mode, String model) {
		return new ModeSettings(mode, model, null, null);
	}

	@Override
	public ChatOptions options() {
		return (this.options != null) ? this.options : ChatOptions.NONE;
	}

	@Override
	public CallSettings call() {
		return (this.call != null) ? this.call : CallSettings.NONE;
	}

}
