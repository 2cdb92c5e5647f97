package io.llmprovider.test.simulator.google;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the contents: turns, parts, calls with their responses, signatures.
 */
final class GoogleContentRules {

	private static final Set<String> DATA = Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse",
			"executableCode", "codeExecutionResult", "toolCall", "toolResponse");

	private static final Set<String> PART = Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse",
			"executableCode", "codeExecutionResult", "toolCall", "toolResponse", "thought", "thoughtSignature",
			"videoMetadata", "mediaResolution", "partMetadata");

	private final JsonNode contents;

	private final Generation generation;

	private final Signatures signatures;

	GoogleContentRules(JsonNode contents, String model, Setup setup) {
		this.contents = contents;
		this.generation = Generation.of(model);
		this.signatures = new Signatures(setup.issued(), model);
	}

	void check() {
		String before = null;
		for (int i = 0; i < this.contents.size(); i++) {
			String path = "contents[" + i + "]";
			Fields content = GoogleRefusals.fields(this.contents.get(i), path);
			content.onlyKnows(Set.of("role", "parts"), Set.of());
			if (!calls(i).isEmpty() && !"user".equals(before)) {
				throw GoogleRefusals.refusal(GoogleRule.CALL_TURN, "Please ensure that function call turn comes"
						+ " immediately after a user turn or after a function response turn.");
			}
			String role = role(content, before);
			JsonNode parts = parts(content, path);
			for (int p = 0; p < parts.size(); p++) {
				part(parts.get(p), path + ".parts[" + p + "]", role);
			}
			turn(i);
			before = role;
		}
		required();
	}

	private static String role(Fields content, @Nullable String before) {
		String role = content.text("role");
		if (role == null || !role.equals("user") && !role.equals("model")) {
			throw GoogleRefusals.refusal(GoogleRule.ROLE, "Please use a valid role: user, model.");
		}
		if (before == null && role.equals("model")) {
			throw GoogleRefusals.refusal(GoogleRule.FIRST_ROLE,
					"Please ensure that multiturn requests begin with a user turn.");
		}
		if (role.equals(before)) {
			throw GoogleRefusals.refusal(GoogleRule.TURNS,
					"Please ensure that multiturn requests alternate between user and model.");
		}
		return role;
	}

	private static JsonNode parts(Fields content, String path) {
		JsonNode parts = content.get("parts");
		if (parts == null || parts.isEmpty()) {
			throw GoogleRefusals.refusal(GoogleRule.PARTS,
					"* GenerateContentRequest." + path + ".parts: contents.parts must not be empty.");
		}
		return content.filledArray("parts", "an array");
	}

	private void part(JsonNode part, String path, String role) {
		Fields fields = GoogleRefusals.fields(part, path);
		fields.onlyKnows(PART, Set.of());
		long data = DATA.stream().filter(fields::has).count();
		if (data != 1) {
			throw GoogleRefusals.refusal(GoogleRule.PART_DATA, "* GenerateContentRequest." + path
					+ ".data: required oneof field 'data' must have one initialized field");
		}
		fields.text("text");
		boolean call = fields.has("functionCall");
		if (call && role.equals("user") || fields.has("functionResponse") && role.equals("model")) {
			throw GoogleRefusals.refusal(GoogleRule.PART_ROLE,
					"Please ensure that function calls are of role model and function responses of role user.");
		}
		if (fields.has("inlineData")) {
			inline(fields.requiredObject("inlineData"));
		}
		if (call) {
			Fields made = fields.requiredObject("functionCall");
			made.onlyKnows(Set.of("id", "name", "args"), Set.of());
			made.requiredText("name");
			made.requiredObject("args");
		}
		if (fields.has("functionResponse")) {
			response(fields.requiredObject("functionResponse"));
		}
		if (fields.has(Signatures.MEMBER)) {
			signature(part, path);
		}
	}

	private static void inline(Fields blob) {
		String type = blob.text("mimeType");
		try {
			if (type != null && !type.isBlank() && Base64.getDecoder().decode(blob.requiredText("data")).length > 0) {
				return;
			}
		}
		catch (IllegalArgumentException ex) {
			throw GoogleRefusals.refusal(GoogleRule.INLINE_DATA,
					"Invalid value at '" + blob.path("data") + "' (TYPE_BYTES), Base64 decoding failed");
		}
		throw GoogleRefusals.refusal(GoogleRule.INLINE_DATA, "Unsupported MIME type: " + type);
	}

	private void response(Fields response) {
		response.onlyKnows(Set.of("id", "name", "response", "parts", "willContinue", "scheduling"), Set.of());
		response.requiredText("name");
		response.requiredObject("response");
		if (response.has("parts") && !this.generation.isThird()) {
			throw GoogleRefusals.refusal(GoogleRule.RESPONSE_MEDIA,
					"Multimodal function responses are not supported by this model.");
		}
	}

	private void signature(JsonNode part, String path) {
		boolean skipped = Signatures.SKIPPED.equals(part.path(Signatures.MEMBER).asString());
		if (!skipped && !this.signatures.isSigned(part)) {
			throw GoogleRefusals.refusal(GoogleRule.SIGNATURE, "Corrupted thought signature at " + path + ".");
		}
	}

	private void turn(int i) {
		List<JsonNode> responses = responses(i);
		List<JsonNode> asked = (i > 0) ? calls(i - 1) : List.of();
		if (responses.isEmpty() && asked.isEmpty()) {
			return;
		}
		if (asked.isEmpty()) {
			throw GoogleRefusals.refusal(GoogleRule.RESPONSE_TURN,
					"Please ensure that function response turn comes immediately after a function call turn.");
		}
		if (responses.size() != asked.size()) {
			throw GoogleRefusals.refusal(GoogleRule.RESPONSE_COUNT, "Please ensure that the number of function response"
					+ " parts is equal to the number of function call parts of the function call turn.");
		}
		for (int n = 0; n < asked.size(); n++) {
			boolean name = asked.get(n).path("name").equals(responses.get(n).path("name"));
			boolean id = asked.get(n).path("id").equals(responses.get(n).path("id"));
			if (!name || !id) {
				throw GoogleRefusals.refusal(GoogleRule.RESPONSE_NAME,
						"Please ensure that function responses match the function calls by name and id.");
			}
		}
	}

	/** The steps of the turn under way begin with the last words of the user. */
	private void required() {
		if (!this.generation.isThird()) {
			return;
		}
		int begin = this.contents.size() - 1;
		while (begin > 0
				&& (!"user".equals(this.contents.get(begin).path("role").asString()) || !responses(begin).isEmpty())) {
			begin--;
		}
		for (int i = begin; i < this.contents.size(); i++) {
			JsonNode first = this.contents.get(i)
				.path("parts")
				.values()
				.stream()
				.filter((part) -> part.has("functionCall"))
				.findFirst()
				.orElse(null);
			if (first != null && !first.has(Signatures.MEMBER)) {
				throw GoogleRefusals.refusal(GoogleRule.SIGNATURE_MISSING,
						"Function call is missing a thought_signature in functionCall parts. This is required for"
								+ " tools to work correctly, and missing thought_signature may lead to degraded model"
								+ " performance. Function call `default_api:"
								+ first.path("functionCall").path("name").asString("") + "`, position " + i + ".");
			}
		}
	}

	private List<JsonNode> calls(int content) {
		return all(content, "functionCall");
	}

	private List<JsonNode> responses(int content) {
		return all(content, "functionResponse");
	}

	private List<JsonNode> all(int content, String kind) {
		List<JsonNode> found = new ArrayList<>();
		this.contents.get(content).path("parts").values().forEach((part) -> {
			if (part.has(kind)) {
				found.add(part.path(kind));
			}
		});
		return found;
	}

}
