package io.llmprovider.protocol;

import io.llmprovider.chat.ReplayData;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the target of a call wrote itself from what others wrote: signatures,
 * encrypted reasoning and ids of items go back to their author only.
 *
 * @param call the call
 * @param api the API type that writes it
 */
public record OwnReplay(ChatCall call, String api) {

	/**
	 * What this very model wrote: only its author can check a signature.
	 * @param replay what a piece of the conversation brings along, or null
	 * @return the same, or null if it is of another model, provider or API
	 */
	public @Nullable ReplayData ofModel(@Nullable ReplayData replay) {
		ReplayData own = ofProvider(replay);
		return (own != null && own.model().equals(this.call.model().id())) ? own : null;
	}

	/**
	 * What any model of this provider wrote over this API.
	 * @param replay what a piece of the conversation brings along, or null
	 * @return the same, or null if it is of another provider or API
	 */
	public @Nullable ReplayData ofProvider(@Nullable ReplayData replay) {
		boolean own = replay != null && replay.provider().equals(this.call.provider()) && replay.api().equals(this.api);
		return own ? replay : null;
	}

}
