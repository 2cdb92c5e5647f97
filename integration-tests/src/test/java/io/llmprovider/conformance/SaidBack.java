package io.llmprovider.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.handover.HandedOver;
import io.llmprovider.handover.Handover;
import io.llmprovider.handover.Target;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Whether one can live with an answer, whatever it is: it can be stored, and the
 * conversation goes on with it.
 */
final class SaidBack {

	private SaidBack() {
	}

	/**
	 * Stores an answer and asks on.
	 * @param protocol whose answer it is, and who is asked
	 * @param call the call that it answers
	 * @param response the answer
	 * @return what is wrong, or null if nothing is
	 */
	static @Nullable String problem(WireProtocol protocol, ChatCall call, ChatResponse response) {
		try {
			String stored = response.toJson();
			ChatResponse restored = ChatResponse.fromJson(stored);
			if (!restored.toJson().equals(stored)) {
				return "is another answer when it was stored";
			}
			ChatRequest next = call.request().reply(restored).user("Go on.");
			Target target = new Target(call.model(), protocol.id(), protocol.handover(call));
			HandedOver handed = Handover.withAllRules().hand(next, target);
			ChatCall again = call.withRequest(handed.request(), handed.warnings());
			Json.tree(new String(protocol.encode(again).bytes(), StandardCharsets.UTF_8));
			return null;
		}
		catch (ConfigurationException ex) {
			// A key or an account that this call has not: nothing of the answer's.
			return null;
		}
		catch (RuntimeException | StackOverflowError ex) {
			return "cannot be said back: " + new Outcome(List.of(), ex).describeFailure();
		}
	}

}
