package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.AlternatingTurns;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as the body of a request.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Converse</a>
 */
final class BedrockRequestMapper {

	private final ChatCall call;

	private final ChatOptions options;

	private final BedrockModel model;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings = new ArrayList<>();

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	BedrockRequestMapper(ChatCall call, OptionSpec spec) {
		this.call = call;
		this.options = call.options();
		this.own = spec.check(call);
		if (this.own.get(BedrockOptions.REQUEST_FIELDS) instanceof Map<?, ?> given
				&& given.get(BedrockOptions.THINKING) != null) {
			// What does not go with thinking is then left out, too.
			this.own.put(BedrockOptions.THINKING, given.get(BedrockOptions.THINKING));
		}
		this.model = BedrockFormat.model(call);
	}

	WireRequest request(String address) {
		BedrockCachePoints points = new BedrockCachePoints(this.call, this.model);
		BedrockTools tools = new BedrockTools(this.call, this.model, this.own, points, this.warnings);
		List<Map<String, @Nullable Object>> system = system(points);
		AlternatingTurns turns = turns(points, tools.areOffered());
		points.settle(turns, this.warnings);
		BedrockThinking thinking = new BedrockThinking(this.call, this.model, this.own, obstacle(turns), this.warnings);

		put("system", system);
		put("messages", turns.messages());
		BedrockInference inference = new BedrockInference(this.call, this.model, this.own.get(BedrockOptions.TOP_K),
				this.warnings);
		put("inferenceConfig", inference.config(thinking));
		put("toolConfig", tools.config(thinking.thinks()));
		put("outputConfig", outputConfig());
		put("additionalModelRequestFields", fields(thinking, tools, inference.fields()));
		Object tier = this.own.get(BedrockOptions.SERVICE_TIER);
		put("serviceTier", (tier != null) ? BedrockContent.of("type", tier) : null);
		BedrockOptions.PLAIN.forEach((name) -> put(name, this.own.get(name)));
		unknown();
		return WireRequest.post(address, this.body, this.call.streaming(), this.warnings)
			.header("Content-Type", "application/json")
			.header("Accept", this.call.streaming() ? "application/vnd.amazon.eventstream" : "application/json");
	}

	private List<Map<String, @Nullable Object>> system(BedrockCachePoints points) {
		List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
		List<Text> texts = this.call.request().system();
		for (int i = 0; i < texts.size(); i++) {
			blocks.add(BedrockContent.text(texts.get(i).text()));
			points.markSystem(blocks, texts.get(i).cache(), i == texts.size() - 1);
		}
		return blocks;
	}

	private AlternatingTurns turns(BedrockCachePoints points, boolean withTools) {
		BedrockContent content = new BedrockContent(Boolean.TRUE.equals(this.own.get(BedrockOptions.CITATIONS)));
		AlternatingTurns turns = new BedrockMessageMapper(this.call, this.model, points, content, withTools,
				this.warnings)
			.turns();
		if (turns.messages().isEmpty()) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one that is not blank, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		return turns;
	}

	/** Why a Claude cannot be given a budget for thoughts, or null if it can. */
	private @Nullable String obstacle(AlternatingTurns turns) {
		return BedrockMessageMapper.isInLoopWithoutThoughts(turns)
				? "the tool calls under way began without thoughts of this model" : null;
	}

	private @Nullable Map<String, @Nullable Object> outputConfig() {
		ResponseFormat.JsonSchema schema = BedrockFormat.schema(this.call);
		if (schema != null && BedrockFormat.isNative(this.call)) {
			return BedrockFormat.wire(schema, this.call);
		}
		if (this.options.responseFormat() != null && !BedrockFormat.isByTool(this.call)) {
			String why = (schema == null) ? "Converse holds answers only to a schema, as jsonSchema has it"
					: "the model knows none, and cannot be made to call a tool named " + BedrockFormat.TOOL
							+ " that takes its place";
			this.warnings.add(new Warning("response-format-left-out", "The response format was left out: " + why));
		}
		return null;
	}

	private Map<String, @Nullable Object> fields(BedrockThinking thinking, BedrockTools tools,
			Map<String, @Nullable Object> sampling) {
		Map<String, @Nullable Object> fields = thinking.fields(this.own);
		fields.putAll(sampling);
		Map<String, @Nullable Object> choice = tools.oneAtATime(thinking.thinks());
		if (choice != null) {
			fields.put(BedrockTools.OWN_CHOICE, choice);
		}
		if (this.own.get(BedrockOptions.REQUEST_FIELDS) instanceof Map<?, ?> given) {
			given.forEach((name, value) -> fields.put(String.valueOf(name), value));
		}
		return fields;
	}

	private void unknown() {
		Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
		unknown.put("seed", this.options.seed());
		unknown.put("frequency-penalty", this.options.frequencyPenalty());
		unknown.put("presence-penalty", this.options.presencePenalty());
		unknown.forEach((name, value) -> {
			if (value != null) {
				this.warnings.add(Warning.leftOut(name, "Converse does not know it"));
			}
		});
	}

	private void put(String name, @Nullable Object value) {
		boolean nothing = value == null || value instanceof Map<?, ?> map && map.isEmpty()
				|| value instanceof List<?> list && list.isEmpty();
		if (!nothing) {
			this.body.put(name, value);
		}
	}

}
