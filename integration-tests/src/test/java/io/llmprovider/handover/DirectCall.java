package io.llmprovider.handover;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Sends a conversation to a provider after a hand-over that does not keep all rules.
 */
final class DirectCall {

	private final HttpClient http = HttpClient.newHttpClient();

	/**
	 * Sends it.
	 * @param handover the hand-over
	 * @param request the conversation
	 * @param target who is to go on
	 * @param foreign whether it began elsewhere
	 * @return what is wrong, or null if it was accepted and is whole
	 */
	@Nullable String problem(Handover handover, ChatRequest request, Side target, boolean foreign)
			throws IOException, InterruptedException {
		ChatCall call = target.call(request);
		HandedOver handed = handover.hand(request,
				new Target(call.model(), target.api(), target.protocol().handover(call)));
		target.simulator().reset();
		target.simulator().enqueue(Answer.text("Continued."));
		try {
			WireRequest wire = target.protocol().encode(call.withRequest(handed.request(), List.of()));
			send(wire, call, target);
		}
		catch (LlmException | JacksonException ex) {
			return "cannot be written";
		}
		Exchange exchange = target.simulator().exchanges().get(0);
		if (exchange.chat() == null) {
			return (exchange.brokenRule() != null) ? exchange.brokenRule().id() : String.valueOf(exchange.refusal());
		}
		return new ReceivedConversation(exchange.chat()).problem(request, foreign);
	}

	private void send(WireRequest wire, ChatCall call, Side target) throws IOException, InterruptedException {
		HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(wire.uri()))
			.method(wire.method(), HttpRequest.BodyPublishers.ofByteArray(wire.bytes()))
			.header("Content-Type", "application/json");
		wire.headers().forEach(builder::header);
		call.headers().forEach(builder::header);
		String keyHeader = target.protocol().keyHeader();
		builder.header((keyHeader != null) ? keyHeader : "Authorization", (keyHeader != null) ? "key" : "Bearer key");
		this.http.send(builder.build(), HttpResponse.BodyHandlers.discarding());
	}

}
