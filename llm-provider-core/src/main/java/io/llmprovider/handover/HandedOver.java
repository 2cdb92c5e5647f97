package io.llmprovider.handover;

import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Warning;

/**
 * What came of a hand-over.
 *
 * @param request the request that fits its target
 * @param warnings what may have been lost, possibly nothing
 */
public record HandedOver(ChatRequest request, List<Warning> warnings) {

	public HandedOver {
		warnings = List.copyOf(warnings);
	}

}
