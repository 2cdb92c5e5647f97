package io.llmprovider.handover;

import java.util.List;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;

/**
 * Writes a call as it is written on its way to a server: made fit, then encoded.
 */
public final class HandedOverCall {

	private HandedOverCall() {
	}

	/**
	 * The request of a call.
	 * @param protocol its protocol
	 * @param call the call as the caller made it
	 * @return the request with the warnings of both steps
	 */
	public static WireRequest encode(WireProtocol protocol, ChatCall call) {
		HandedOver handed = Handover.withAllRules()
			.hand(call.request(), new Target(call.model(), protocol.id(), protocol.handover(call)));
		return protocol.encode(call.withRequest(handed.request(), List.of())).withWarnings(handed.warnings());
	}

}
