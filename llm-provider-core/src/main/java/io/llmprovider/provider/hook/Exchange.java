package io.llmprovider.provider.hook;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a call, as hooks see it.
 *
 * @param model provider and model
 * @param api the API type
 * @param attempt which one of the call's exchanges it is, from 1
 * @param tag the caller's own word for the account of cost, or null
 * @param request what was asked, with all options merged and made fit for the model
 */
public record Exchange(ModelRef model, String api, int attempt, @Nullable String tag, ChatRequest request) {

	/**
	 * All but the conversation.
	 */
	@Override
	public String toString() {
		return "Exchange[" + this.model + ", " + this.api + ", attempt " + this.attempt + "]";
	}

}
