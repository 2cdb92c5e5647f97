package io.llmprovider.provider.account;

import org.jspecify.annotations.Nullable;

/**
 * On whose account a call goes.
 *
 * @param provider the provider's name
 * @param model the model's id
 * @param mode the mode, or null if the call was made without one
 * @param tag the caller's own word, or null
 */
public record Spender(String provider, String model, @Nullable String mode, @Nullable String tag) {

}
