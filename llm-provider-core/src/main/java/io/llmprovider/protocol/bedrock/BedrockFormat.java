package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is held to a schema: by {@code outputConfig.textFormat} where the model
 * knows it, else by a tool that the model must call, whose input then is the answer.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">Structured
 * outputs</a>
 */
final class BedrockFormat {

	/** The tool whose input is the answer. */
	static final String TOOL = "json";

	private BedrockFormat() {
	}

	static ResponseFormat.@Nullable JsonSchema schema(ChatCall call) {
		return (call.options().responseFormat() instanceof ResponseFormat.JsonSchema schema) ? schema : null;
	}

	/** Whether a call gets its answer as the input of {@link #TOOL}. */
	static boolean isByTool(ChatCall call) {
		return schema(call) != null && !isNative(call) && model(call).canBeForced()
				&& call.request().tools().stream().noneMatch((tool) -> tool.name().equals(TOOL));
	}

	/**
	 * Whether the model knows {@code outputConfig.textFormat}, which is refused where the
	 * schema refers to itself.
	 */
	static boolean isNative(ChatCall call) {
		ResponseFormat.JsonSchema schema = schema(call);
		if (schema != null && StrictSchemas.isRecursive(schema.schema())) {
			return false;
		}
		Boolean flag = call.compat().supportsJsonSchema();
		Boolean known = (flag != null) ? flag : call.model().capabilities().structuredOutput();
		BedrockModel model = model(call);
		if (flag == null && model.isClaude() && !model.holdsSchemas()) {
			return false;
		}
		return (known != null) ? known : model.holdsSchemas();
	}

	/**
	 * Whether an answer cannot be begun for a Claude, because it is held to a schema.
	 */
	static boolean refusesPrefill(ChatCall call) {
		return isByTool(call) || schema(call) != null && isNative(call);
	}

	static BedrockModel model(ChatCall call) {
		Object base = BedrockOptions.SPEC.check(call).get(BedrockOptions.BASE_MODEL);
		return BedrockModel.of((base instanceof String id) ? id : call.model().id());
	}

	static Map<String, @Nullable Object> tool(ResponseFormat.JsonSchema schema, ChatCall call) {
		Map<String, @Nullable Object> spec = new LinkedHashMap<>();
		spec.put("name", TOOL);
		spec.put("description", "Gives the answer, which must be of the form '" + schema.name() + "'.");
		spec.put("inputSchema", BedrockContent.of("json", StrictSchemas.understood(schema.schema(), call)));
		return BedrockContent.of("toolSpec", spec);
	}

	/** Bedrock takes the schema as text. */
	static Map<String, @Nullable Object> wire(ResponseFormat.JsonSchema schema, ChatCall call) {
		Map<String, @Nullable Object> definition = new LinkedHashMap<>();
		definition.put("name", schema.name());
		definition.put("schema", Json.text(StrictSchemas.strict(StrictSchemas.understood(schema.schema(), call))));
		Map<String, @Nullable Object> format = new LinkedHashMap<>();
		format.put("type", "json_schema");
		format.put("structure", BedrockContent.of("jsonSchema", definition));
		return BedrockContent.of("textFormat", format);
	}

}
