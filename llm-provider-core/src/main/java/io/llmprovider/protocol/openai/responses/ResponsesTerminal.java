package io.llmprovider.protocol.openai.responses;

import java.math.BigDecimal;

import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.databind.JsonNode;

/**
 * Reads the response object, with which every answer ends.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/object">The
 * response object</a>
 */
final class ResponsesTerminal {

	private final ChatCall call;

	private final StreamSink sink;

	private final ResponsesAnswer answer;

	ResponsesTerminal(ChatCall call, StreamSink sink, ResponsesAnswer answer) {
		this.call = call;
		this.sink = sink;
		this.answer = answer;
	}

	/** Who answers, known from the first event on. */
	void identify(JsonNode response) {
		this.sink.responseId(response.path("id").asString(null));
		this.sink.responseModel(response.path("model").asString(null));
	}

	/**
	 * The response is over.
	 * @param event the event that says so, for servers that leave out the status
	 * @param response the object at its end
	 * @throws io.llmprovider.error.LlmException if it says that it failed
	 */
	void read(String event, JsonNode response) {
		identify(response);
		usage(response.path("usage"));
		String status = status(event, response.path("status"));
		this.answer.over(response.path("output"));
		if ("failed".equals(status)) {
			throw ResponsesFailures.failed(this.call, response);
		}
		this.answer.extras().response(response);
		ResponsesFinish.write(status, response, this.answer.extras(), this.sink);
	}

	private static String status(String event, JsonNode status) {
		if ("response.failed".equals(event)) {
			return "failed";
		}
		if (status.isString()) {
			return status.stringValue();
		}
		String word = event.substring(event.indexOf('.') + 1);
		return word.equals("done") ? "completed" : word;
	}

	private void usage(JsonNode usage) {
		Usage counts = ResponsesUsage.read(usage);
		if (counts != null) {
			this.sink.usage(counts);
		}
		BigDecimal cost = ResponsesUsage.cost(usage);
		if (cost != null) {
			this.sink.reportedCost(cost);
		}
	}

}
