package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What became of one body.
 *
 * @param events the events, in order
 * @param failure what ended them, or null if they ended well
 */
record Outcome(List<StreamEvent> events, @Nullable Throwable failure) {

	private static final int PLACES_SHOWN = 4;

	/**
	 * The answer: whole, or what had arrived before the failure.
	 * @return the answer, or null if there is none
	 */
	@Nullable ChatResponse response() {
		if (this.failure instanceof LlmException failed) {
			return failed.partialResponse().orElse(null);
		}
		StreamEvent last = this.events.isEmpty() ? null : this.events.get(this.events.size() - 1);
		return (last instanceof StreamEvent.Finished finished) ? finished.response() : null;
	}

	/**
	 * Whether it ended as the library promises: in an answer or in an exception of its
	 * own.
	 * @return whether it did
	 */
	boolean isProper() {
		return (this.failure != null) ? this.failure instanceof LlmException : response() != null;
	}

	/**
	 * The same outcome without what was told piece by piece.
	 * @return an outcome that has the last event of an answer, or none
	 */
	Outcome withoutPieces() {
		return new Outcome(this.events.stream().filter(StreamEvent.Finished.class::isInstance).toList(), this.failure);
	}

	/**
	 * What ended the events, with the places in the library that it came from.
	 * @return a line
	 */
	String describeFailure() {
		if (this.failure == null) {
			return "neither answer nor failure";
		}
		StringBuilder line = new StringBuilder(this.failure.toString());
		Stream.of(this.failure.getStackTrace())
			.filter((frame) -> frame.getClassName().startsWith("io.llmprovider."))
			.limit(PLACES_SHOWN)
			.forEach((frame) -> line.append(" at ").append(frame));
		return line.toString();
	}

	/**
	 * The answer in the words of the corpus.
	 * @param signatures counts signatures as the protocol keeps them
	 * @return what was understood
	 */
	CanonicalAnswer answer(Signatures signatures) {
		ChatResponse response = response();
		CanonicalAnswer.Failure error = (this.failure instanceof LlmException failed)
				? new CanonicalAnswer.Failure(failed.details().type(), message(failed)) : null;
		if (response == null) {
			return new CanonicalAnswer("", "", 0, List.of(), List.of(), "ERROR", null, usage(Usage.UNKNOWN), error,
					null, null);
		}
		return new CanonicalAnswer(response.text(), response.reasoning(), signatures.count(response), calls(response),
				serverTools(response), (error != null) ? "ERROR" : response.finishReason().name(),
				response.rawFinishReason(), usage(response.usage()), error, response.responseId(), response.model());
	}

	/**
	 * The provider's message. We name a page for what it is; for the rules of the corpus
	 * a body that says nothing in JSON is its own message.
	 */
	private static String message(LlmException failed) {
		String body = failed.details().body();
		boolean silent = body != null && (body.isBlank() || body.stripLeading().startsWith("<"));
		return silent ? body : failed.details().message();
	}

	private static List<CanonicalAnswer.Call> calls(ChatResponse response) {
		List<CanonicalAnswer.Call> calls = new ArrayList<>();
		for (ToolCall call : response.toolCalls()) {
			calls.add(new CanonicalAnswer.Call(call.id(), call.name(), arguments(call)));
		}
		return calls;
	}

	private static @Nullable JsonNode arguments(ToolCall call) {
		try {
			return Json.tree(call.arguments());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static List<String> serverTools(ChatResponse response) {
		List<String> names = new ArrayList<>();
		for (AssistantContent block : response.content()) {
			if (block instanceof ServerToolCall call) {
				names.add(call.name());
			}
		}
		return names;
	}

	private static Map<String, @Nullable Long> usage(Usage usage) {
		Map<String, @Nullable Long> counts = new LinkedHashMap<>();
		counts.put("inputTokens", usage.inputTokens());
		counts.put("outputTokens", usage.outputTokens());
		counts.put("cacheReadTokens", usage.cacheReadTokens());
		counts.put("cacheWriteTokens", usage.cacheWriteTokens());
		counts.put("reasoningTokens", usage.reasoningTokens());
		return counts;
	}

}
