package io.llmprovider.protocol.mistral;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FunctionTools;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.StrictSchemas;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as the body of a request. Only fields that Mistral has are ever written:
 * any other is refused ("Extra inputs are not permitted").
 *
 * @see <a href=
 * "https://docs.mistral.ai/api/#tag/chat/operation/chat_completion_v1_chat_completions_post">Chat
 * completion</a>
 */
final class MistralRequestMapper {

	private static final String AFFINITY = "x-affinity";

	private static final double HOTTEST = 1.5;

	private final ChatCall call;

	private final ChatOptions options;

	private final OptionSpec spec;

	private final List<Warning> warnings = new ArrayList<>();

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	MistralRequestMapper(ChatCall call, OptionSpec spec) {
		this.call = call;
		this.options = call.options();
		this.spec = spec;
	}

	WireRequest request(String address) {
		if (this.call.request().messages().isEmpty()) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		Map<String, @Nullable Object> own = this.spec.check(this.call);
		put("model", this.call.model().id());
		put("messages", new MistralMessageMapper(this.call, this.warnings).messages());
		put("stream", this.call.streaming());
		put("max_tokens", this.options.maxTokens());
		List<String> stop = this.options.stop();
		put("stop", (stop != null && !stop.isEmpty()) ? stop : null);
		put("random_seed", this.options.seed());
		sampling();
		new MistralThinking(this.call, own, this.warnings).write(this.body);
		tools();
		put("response_format", responseFormat());
		own.forEach(this::put);
		return withHeaders(WireRequest.post(address, this.body, this.call.streaming(), this.warnings));
	}

	/** The greedy choice of a token leaves nothing for top_p to choose from. */
	private void sampling() {
		Double temperature = this.options.temperature();
		Double topP = this.options.topP();
		if (temperature != null && temperature > HOTTEST) {
			this.warnings.add(new Warning("temperature-clipped",
					"Mistral takes no temperature above " + HOTTEST + ": it was sent instead of " + temperature));
			temperature = HOTTEST;
		}
		if (temperature != null && temperature == 0 && topP != null && topP != 1) {
			this.warnings.add(Warning.leftOut("top_p", "with temperature 0 Mistral takes no other than 1"));
			topP = null;
		}
		put("temperature", temperature);
		put("top_p", topP);
		put("frequency_penalty", this.options.frequencyPenalty());
		put("presence_penalty", this.options.presencePenalty());
	}

	private void tools() {
		if (this.call.request().tools().isEmpty()) {
			return;
		}
		FunctionTools functions = new FunctionTools(this.call, this.warnings);
		List<Object> tools = new ArrayList<>();
		for (Tool tool : this.call.request().tools()) {
			Map<String, @Nullable Object> function = new LinkedHashMap<>();
			functions.function(tool, function);
			tools.add(MistralContent.part("function", function));
		}
		put("tools", tools);
		functions.calling(this.body, FunctionTools::chosen);
	}

	private @Nullable Object responseFormat() {
		ResponseFormat format = this.options.responseFormat();
		if (format instanceof ResponseFormat.JsonSchema schema) {
			Map<String, @Nullable Object> named = new LinkedHashMap<>();
			named.put("name", schema.name());
			named.put("schema", StrictSchemas.understood(schema.schema(), this.call));
			named.put("strict", schema.strict());
			return MistralContent.part("json_schema", named);
		}
		return (format != null) ? Map.of("type", "json_object") : null;
	}

	private WireRequest withHeaders(WireRequest plain) {
		WireRequest result = plain.header("Accept", this.call.streaming() ? "text/event-stream" : "application/json");
		String told = this.call.compat().sessionAffinityHeader();
		String session = this.options.sessionId();
		return (session != null) ? result.header((told != null) ? told : AFFINITY, session) : result;
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.body.put(name, value);
		}
	}

}
