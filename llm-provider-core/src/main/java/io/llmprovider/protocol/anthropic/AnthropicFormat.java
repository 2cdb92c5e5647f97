package io.llmprovider.protocol.anthropic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.json.Names;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ClaudeModel;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is held to a schema: by {@code output_config.format} where the model
 * knows it, else by a tool that the model must call, whose input then is the answer.
 */
final class AnthropicFormat {

	/** The tool whose input is the answer. */
	static final String TOOL = "json";

	private AnthropicFormat() {
	}

	static ResponseFormat.@Nullable JsonSchema schema(ChatCall call) {
		return (call.options().responseFormat() instanceof ResponseFormat.JsonSchema schema) ? schema : null;
	}

	/** Whether a call gets its answer as the input of {@link #TOOL}. */
	static boolean isByTool(ChatCall call) {
		return schema(call) != null && !isNative(call)
				&& call.request().tools().stream().noneMatch((tool) -> tool.name().equals(TOOL));
	}

	/**
	 * Whether the model knows {@code output_config.format}, which is refused where
	 * documents are cited and where the schema refers to itself.
	 */
	static boolean isNative(ChatCall call) {
		ResponseFormat.JsonSchema schema = schema(call);
		if (schema != null && (cites(call) || StrictSchemas.isRecursive(schema.schema()))) {
			return false;
		}
		Boolean flag = call.compat().supportsJsonSchema();
		if (flag != null) {
			return flag;
		}
		Boolean known = call.model().capabilities().structuredOutput();
		boolean generation = ClaudeModel.of(call.model().id()).holdsSchemas();
		return (known != null) ? known && generation : generation;
	}

	/** Citations are asked for with each document, so that without any there are none. */
	private static boolean cites(ChatCall call) {
		boolean wanted = call.options()
			.providerOptions()
			.entrySet()
			.stream()
			.anyMatch((option) -> Names.plain(option.getKey()).equals(AnthropicOptions.CITATIONS)
					&& Boolean.parseBoolean(String.valueOf(option.getValue())));
		return wanted && call.request().messages().stream().anyMatch(AnthropicFormat::hasDocuments);
	}

	private static boolean hasDocuments(Message message) {
		List<? extends Content> content = (message instanceof UserMessage user) ? user.content()
				: (message instanceof ToolResultMessage result) ? result.content() : List.of();
		return content.stream().anyMatch(Document.class::isInstance);
	}

	/**
	 * Whether an answer cannot be begun for the model, because it is held to a schema.
	 */
	static boolean refusesPrefill(ChatCall call) {
		return schema(call) != null && (isNative(call) || isByTool(call));
	}

	static Map<String, @Nullable Object> tool(ResponseFormat.JsonSchema schema, ChatCall call) {
		Map<String, @Nullable Object> tool = new LinkedHashMap<>();
		tool.put("name", TOOL);
		tool.put("description", "Gives the answer, which must be of the form '" + schema.name() + "'.");
		tool.put("input_schema", StrictSchemas.understood(schema.schema(), call));
		return tool;
	}

	static Map<String, @Nullable Object> wire(ResponseFormat.JsonSchema schema, ChatCall call) {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("type", "json_schema");
		wire.put("schema", StrictSchemas.strict(StrictSchemas.understood(schema.schema(), call)));
		return wire;
	}

}
