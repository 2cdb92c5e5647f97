package io.llmprovider.provider.failover;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.ModelRef;

/**
 * A model did not answer, and the next one of the list is asked.
 *
 * @param from the model that did not answer
 * @param to the model that is asked now
 * @param cause why
 */
public record FailoverStep(ModelRef from, ModelRef to, LlmException cause) {

	/** The type of the event that tells of a step. */
	public static final String EVENT = "llm-provider.failover";

	/** The code of the warning that tells of a step. */
	public static final String WARNING = "failover";

	StreamEvent event() {
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("from", this.from.toString());
		told.put("to", this.to.toString());
		told.put("kind", this.cause.kind().name());
		told.put("reason", this.cause.details().message());
		return new StreamEvent.ProviderEvent(EVENT, Json.text(told));
	}

	Warning warning() {
		return new Warning(WARNING,
				this.to + " answers in place of " + this.from + ": " + this.cause.details().message());
	}

}
