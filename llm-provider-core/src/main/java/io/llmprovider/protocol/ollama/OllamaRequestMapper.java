package io.llmprovider.protocol.ollama;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StrictSchemas;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as a request of {@code /api/chat}.
 */
final class OllamaRequestMapper {

	private final ChatCall call;

	private final ChatOptions options;

	private final List<Warning> warnings = new ArrayList<>();

	OllamaRequestMapper(ChatCall call) {
		this.call = call;
		this.options = call.options();
	}

	WireRequest map() {
		List<Map<String, @Nullable Object>> tools = tools();
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("model", this.call.model().id());
		body.put("messages", messages());
		body.put("tools", tools.isEmpty() ? null : tools);
		body.put("format", format(!tools.isEmpty()));
		Map<String, @Nullable Object> engine = OllamaOptions.engine(this.options);
		body.put("options", engine.isEmpty() ? null : engine);
		body.put("stream", this.call.streaming());
		body.put("think", OllamaThinking.value(this.call, this.warnings));
		body.putAll(OllamaOptions.beside(this.options));
		body.values().removeIf((value) -> value == null);
		return WireRequest.post(OllamaAddress.chat(this.call.baseUrl()), body, this.call.streaming(), this.warnings);
	}

	/** Without a message the server loads the model and has nothing to say. */
	private List<Map<String, @Nullable Object>> messages() {
		List<Map<String, @Nullable Object>> messages = new OllamaMessages(this.call).map();
		if (messages.stream().allMatch((message) -> "system".equals(message.get("role")))) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one that is not empty, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		return messages;
	}

	private List<Map<String, @Nullable Object>> tools() {
		List<Tool> offered = this.call.request().tools();
		ToolChoice choice = this.options.toolChoice();
		if (offered.isEmpty() || choice instanceof ToolChoice.None) {
			return List.of();
		}
		if (choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named) {
			warn("tool-choice-dropped", "Ollama cannot be made to call a tool: the model decides by itself");
		}
		if (Boolean.FALSE.equals(this.options.parallelToolCalls())) {
			warn("parallel-tool-calls-dropped", "Ollama cannot be kept from calling several tools at once");
		}
		return offered.stream().map(this::tool).toList();
	}

	private Map<String, @Nullable Object> tool(Tool tool) {
		if (Boolean.TRUE.equals(tool.strict())) {
			this.warnings.add(Warning.leftOut("strict of tool '" + tool.name() + "'",
					"Ollama cannot hold arguments to a schema"));
		}
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", tool.name());
		function.put("description", tool.description());
		function.put("parameters", StrictSchemas.understood(tool.inputSchema(), this.call));
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("type", "function");
		wire.put("function", function);
		return wire;
	}

	/**
	 * A format holds for everything the model writes, so it could not call a tool any
	 * more.
	 */
	private @Nullable Object format(boolean withTools) {
		ResponseFormat format = this.options.responseFormat();
		if (format == null) {
			return null;
		}
		if (withTools) {
			warn("response-format-dropped", "Ollama cannot hold an answer to a format while it offers tools: the format"
					+ " was left out. Ask for it in a call whose tool choice is none");
			return null;
		}
		return (format instanceof ResponseFormat.JsonSchema schema)
				? StrictSchemas.understood(schema.schema(), this.call) : "json";
	}

	private void warn(String code, String message) {
		this.warnings.add(new Warning(code, message));
	}

}
