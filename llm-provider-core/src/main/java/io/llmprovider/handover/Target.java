package io.llmprovider.handover;

import io.llmprovider.chat.Origin;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelFamily;
import io.llmprovider.protocol.HandoverRules;
import org.jspecify.annotations.Nullable;

/**
 * Who is to go on with a conversation.
 *
 * @param model the model
 * @param api the API type (wire protocol) over which it is asked
 * @param rules what that API demands
 */
public record Target(Model model, String api, HandoverRules rules) {

	/** Whether the target's provider made it, over the same API. */
	private boolean isOfProvider(String provider, String api) {
		return provider.equals(this.model.provider()) && api.equals(this.api);
	}

	/** Whether the target itself made it, under this or another name of the model. */
	boolean isAuthor(@Nullable ReplayData replay) {
		return replay != null && isOfProvider(replay.provider(), replay.api())
				&& ModelFamily.same(replay.model(), this.model.id());
	}

	/** Whether the target itself made the turn; one written by hand counts as its own. */
	boolean isAuthor(@Nullable Origin origin) {
		return origin == null
				|| isOfProvider(origin.provider(), origin.api()) && ModelFamily.same(origin.model(), this.model.id());
	}

	/** Whether the target can make use of what it or a model beside it wants back. */
	boolean takes(ReplayData replay) {
		return isAuthor(replay) || this.rules.replayAcrossModels() && isOfProvider(replay.provider(), replay.api());
	}

	/** Whether the ids of a turn's calls are the provider's own. */
	boolean madeIds(@Nullable Origin origin) {
		return origin != null && isOfProvider(origin.provider(), origin.api());
	}

}
