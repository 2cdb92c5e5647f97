package io.llmprovider.chat;

import java.util.Objects;

/**
 * Who made an assistant message: needed to decide what of it may go back byte for byte.
 *
 * @param provider the provider's name in the registry
 * @param model the model's id
 * @param api the API type (wire protocol)
 */
public record Origin(String provider, String model, String api) {

	public Origin {
		Objects.requireNonNull(provider, "provider");
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(api, "api");
	}

}
