package io.llmprovider.protocol.anthropic;

import io.llmprovider.chat.ReplayData;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The names under which this protocol keeps what Anthropic wants back, and whose it is.
 */
final class AnthropicReplay {

	/**
	 * The signature of a block of reasoning; empty where the host signs nothing.
	 */
	static final String SIGNATURE = "signature";

	/** Reasoning that Anthropic has encrypted. */
	static final String DATA = "data";

	/** The sources of a text, a list as it came. */
	static final String CITATIONS = "citations";

	/** Members of a block that have no place in our words, by name. */
	static final String MEMBERS = "members";

	/** A block of which nothing has a place in our words. */
	static final String BLOCK = "block";

	private final ChatCall call;

	private final String api;

	AnthropicReplay(ChatCall call, String api) {
		this.call = call;
		this.api = api;
	}

	/** What this very model wrote: only its author can check a signature. */
	@Nullable ReplayData ofModel(@Nullable ReplayData replay) {
		ReplayData own = ofProvider(replay);
		return (own != null && own.model().equals(this.call.model().id())) ? own : null;
	}

	/** What any model of this provider wrote over this API. */
	@Nullable ReplayData ofProvider(@Nullable ReplayData replay) {
		boolean own = replay != null && replay.provider().equals(this.call.provider()) && replay.api().equals(this.api);
		return own ? replay : null;
	}

}
