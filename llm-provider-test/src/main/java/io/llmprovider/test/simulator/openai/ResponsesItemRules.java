package io.llmprovider.test.simulator.openai;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server demands of the items of an input, after
 * https://platform.openai.com/docs/api-reference/responses/create#responses-create-input.
 */
final class ResponsesItemRules {

	private static final Map<String, String> PREFIXES = Map.of("message", "msg", "reasoning", "rs", "function_call",
			"fc", "custom_tool_call", "ctc");

	private static final List<String> TYPES = List.of("apply_patch_call", "apply_patch_call_output",
			"code_interpreter_call", "compaction", "computer_call", "computer_call_output", "custom_tool_call",
			"custom_tool_call_output", "file_search_call", "function_call", "function_call_output",
			"image_generation_call", "item_reference", "local_shell_call", "local_shell_call_output",
			"mcp_approval_request", "mcp_approval_response", "mcp_call", "mcp_list_tools", "message", "reasoning",
			"shell_call", "shell_call_output", "tool_search_call", "tool_search_output", "web_search_call");

	private static final Set<String> OUTPUTS = Set.of("function_call_output", "custom_tool_call_output");

	private static final Set<String> CALLS = Set.of("function_call", "custom_tool_call");

	private final Setup setup;

	private final String model;

	private final boolean kept;

	private final boolean stored;

	private final ResponsesIds ids;

	private final Map<String, String> open = new LinkedHashMap<>();

	private final Set<String> reasonings = new HashSet<>();

	private @Nullable String thought;

	ResponsesItemRules(Fields body, Setup setup) {
		this.setup = setup;
		this.model = String.valueOf(body.text("model"));
		this.kept = body.has("previous_response_id") || body.has("conversation");
		this.stored = !body.has("store") || body.flag("store");
		this.ids = new ResponsesIds(setup.issued());
	}

	void check(JsonNode items) {
		for (int i = 0; i < items.size(); i++) {
			Fields item = OpenAiRefusals.fields(items.get(i), "input[" + i + "]");
			item.oneOf("type", TYPES);
			String type = item.has("type") ? item.requiredText("type") : "message";
			if (this.thought != null && isNotOfModel(type, item)) {
				throw unfollowed(this.thought);
			}
			this.thought = null;
			checkId(type, item);
			check(type, item);
		}
		if (this.thought != null) {
			throw unfollowed(this.thought);
		}
		this.open.forEach((callId, type) -> {
			throw OpenAiRefusals.refusal(ResponsesRule.CALL_HAS_OUTPUT,
					"No tool output found for " + type.replace('_', ' ') + " " + callId + ".", "input", null);
		});
	}

	private static boolean isNotOfModel(String type, Fields item) {
		boolean said = type.equals("message") && !"assistant".equals(item.text("role"));
		return said || type.endsWith("_output") || type.equals("mcp_approval_response");
	}

	private void check(String type, Fields item) {
		if (type.equals("message")) {
			new ResponsesPartRules(item).check();
		}
		else if (type.equals("reasoning")) {
			reasoning(item);
		}
		else if (CALLS.contains(type)) {
			call(type, item);
		}
		else if (OUTPUTS.contains(type)) {
			output(type, item);
		}
	}

	private void checkId(String type, Fields item) {
		String id = item.text("id");
		String prefix = PREFIXES.get(type);
		if (id == null || prefix == null) {
			return;
		}
		item.atMost("id", 64);
		if (!id.startsWith(prefix + "_")) {
			throw OpenAiRefusals.refusal(ResponsesRule.ID_PREFIX, "Invalid '" + item.path("id") + "': '" + id
					+ "'. Expected an ID that begins with '" + prefix + "'.", item.path("id"), "invalid_value");
		}
		if (!this.ids.isIssued(id)) {
			throw new Refusal(ResponsesRule.ISSUED_ID, new SimulatedError(404, "Item with id '" + id + "' not found.",
					"invalid_request_error", null, "input"));
		}
		String reasoning = ResponsesIds.reasoningOf(id);
		if (type.equals("reasoning")) {
			this.reasonings.add(String.valueOf(reasoning));
		}
		else if (reasoning != null && !this.kept && !this.reasonings.contains(reasoning)) {
			throw OpenAiRefusals.refusal(ResponsesRule.ITEM_WITH_REASONING,
					"Item '" + id + "' of type '" + type + "' was provided without its required 'reasoning' item.",
					"input", null);
		}
	}

	private void reasoning(Fields item) {
		item.required("summary");
		String id = item.text("id");
		String encrypted = item.text("encrypted_content");
		this.thought = (id != null) ? id : item.path();
		if (encrypted == null) {
			if (!this.stored || id == null) {
				throw new Refusal(ResponsesRule.STORED_ITEM, new SimulatedError(404, "Item with id '" + id
						+ "' not found. Items are not persisted when "
						+ "`store` is set to false. Try again with `store` set to true, or remove this item from "
						+ "your input.", "invalid_request_error", null, "input"));
			}
		}
		else if (!this.ids.isEncrypted(this.model, encrypted)) {
			throw OpenAiRefusals.refusal(ResponsesRule.ENCRYPTED_CONTENT,
					"The encrypted content for item " + this.thought + " could not be verified. Reason: Encrypted "
							+ "content could not be decrypted or parsed.",
					null, "invalid_encrypted_content");
		}
	}

	private void call(String type, Fields item) {
		boolean custom = type.equals("custom_tool_call");
		item.onlyKnows(Set.of("type", "id", "call_id", "name", custom ? "input" : "arguments", "status", "namespace",
				"caller"), this.setup.extraMembers());
		item.requiredText("name");
		item.requiredText(custom ? "input" : "arguments");
		this.open.put(callId(item), type);
	}

	private void output(String type, Fields item) {
		item.onlyKnows(Set.of("type", "id", "call_id", "output", "status"), this.setup.extraMembers());
		String callId = callId(item);
		JsonNode output = item.required("output");
		if (!output.isString() && !output.isArray()) {
			throw OpenAiRefusals.FIELDS.type(item.path("output"), "one of a string or array of objects", output);
		}
		String call = this.open.remove(callId);
		boolean fits = (call != null) ? type.equals(call + "_output") : this.kept;
		if (!fits) {
			throw OpenAiRefusals.refusal(ResponsesRule.OUTPUT_HAS_CALL,
					"No tool call found for " + type.replace('_', ' ') + " with call_id " + callId + ".", "input",
					null);
		}
	}

	private static String callId(Fields item) {
		String callId = item.requiredText("call_id");
		if (callId.isEmpty()) {
			throw OpenAiRefusals.FIELDS.emptyString(item.path("call_id"));
		}
		item.atMost("call_id", 64);
		return callId;
	}

	private static Refusal unfollowed(String thought) {
		return OpenAiRefusals.refusal(ResponsesRule.REASONING_FOLLOWED,
				"Item '" + thought + "' of type 'reasoning' was provided without its required following item.", "input",
				null);
	}

}
