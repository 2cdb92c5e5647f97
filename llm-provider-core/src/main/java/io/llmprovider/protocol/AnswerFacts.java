package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer beside its content.
 */
final class AnswerFacts {

	private final Model model;

	private final String api;

	private final List<Warning> warnings;

	private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

	private @Nullable String responseId;

	private String responseModel;

	private @Nullable StringBuilder refusal;

	private Supplier<Usage> usage = () -> Usage.UNKNOWN;

	private @Nullable BigDecimal reportedCost;

	private FinishReason finishReason = FinishReason.OTHER;

	private @Nullable String rawFinishReason;

	private int attempts = 1;

	AnswerFacts(Model model, String api, List<Warning> warnings) {
		this.model = model;
		this.api = api;
		this.warnings = new ArrayList<>(warnings);
		this.responseModel = model.id();
	}

	void responseId(@Nullable String id) {
		if (id != null && !id.isEmpty()) {
			this.responseId = id;
		}
	}

	void responseModel(@Nullable String name) {
		if (name != null && !name.isEmpty()) {
			this.responseModel = name;
		}
	}

	void refusal(String piece) {
		if (piece.isEmpty()) {
			return;
		}
		if (this.refusal == null) {
			this.refusal = new StringBuilder();
		}
		this.refusal.append(piece);
	}

	void usage(Usage counts) {
		this.usage = () -> counts;
	}

	void usage(Supplier<Usage> counts) {
		this.usage = counts;
	}

	Usage usage() {
		return this.usage.get();
	}

	void reportedCost(BigDecimal dollars) {
		this.reportedCost = dollars;
	}

	void finish(FinishReason reason, @Nullable String raw) {
		this.finishReason = reason;
		this.rawFinishReason = raw;
	}

	FinishReason finishReason() {
		return this.finishReason;
	}

	void metadata(String name, @Nullable Object value) {
		if (value != null) {
			this.metadata.put(name, value);
		}
		else {
			this.metadata.remove(name);
		}
	}

	void notKept() {
		warn(new Warning("answer-not-kept", "Text and reasoning were told and not kept, as the call's settings say"));
	}

	void warn(Warning warning) {
		this.warnings.add(warning);
	}

	void attempts(int number) {
		this.attempts = number;
	}

	boolean isUsageKnown() {
		return !usage().equals(Usage.UNKNOWN);
	}

	boolean hasResponseId() {
		return this.responseId != null;
	}

	/**
	 * Whether an answer without content may be asked for again: there is no refusal, and
	 * the end is neither a limit nor a filter.
	 */
	boolean isWorthAnotherTry() {
		return this.refusal == null && (this.finishReason == FinishReason.STOP
				|| this.finishReason == FinishReason.OTHER || this.finishReason == FinishReason.ERROR);
	}

	StreamEvent.Started started() {
		return new StreamEvent.Started(this.model.provider(), this.responseModel, this.api, this.responseId);
	}

	ChatResponse response(List<AssistantContent> content, FinishReason reason) {
		return ChatResponse.builder(this.model.provider(), this.responseModel, this.api)
			.responseId(this.responseId)
			.content(content)
			.finishReason(reason)
			.rawFinishReason(this.rawFinishReason)
			.refusal((this.refusal != null) ? this.refusal.toString() : null)
			.usage(usage())
			.cost(cost())
			.attempts(this.attempts)
			.warnings(this.warnings)
			.providerMetadata(this.metadata)
			.build();
	}

	private @Nullable Cost cost() {
		Pricing pricing = this.model.pricing();
		Cost computed = (pricing != null && isUsageKnown()) ? pricing.of(usage(), billedTier()) : null;
		return (this.reportedCost != null) ? Cost.reported(this.reportedCost, computed) : computed;
	}

	/**
	 * The tier that the provider says it billed; what was asked for does not count.
	 * Anthropic's fast mode is a tier in all but name.
	 */
	private @Nullable String billedTier() {
		Object tier = this.metadata.get("service_tier");
		Map<String, @Nullable Object> raw = usage().raw();
		Object said = (tier != null) ? tier : raw.getOrDefault("service_tier", raw.get("serviceTier"));
		return "fast".equals(raw.get("speed")) ? "fast" : (said instanceof String name) ? name : null;
	}

}
