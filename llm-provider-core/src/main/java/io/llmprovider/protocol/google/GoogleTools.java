package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools, and how the model is to choose among them.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/function-calling">Function
 * calling</a>
 */
final class GoogleTools {

	private static final String VALIDATED = "VALIDATED";

	private final ChatCall call;

	private final GoogleModel model;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings;

	private final List<Map<String, @Nullable Object>> serverTools;

	GoogleTools(ChatCall call, Map<String, @Nullable Object> own, List<Warning> warnings) {
		this.call = call;
		this.model = GoogleModel.of(call.model().id());
		this.own = own;
		this.warnings = warnings;
		this.serverTools = serverTools();
	}

	@Nullable List<Map<String, @Nullable Object>> tools() {
		List<Map<String, @Nullable Object>> written = new ArrayList<>();
		List<Tool> functions = this.call.request().tools();
		if (!functions.isEmpty()) {
			written.add(GoogleParts.of("functionDeclarations", functions.stream().map(this::declaration).toList()));
		}
		written.addAll(this.serverTools);
		return written.isEmpty() ? null : written;
	}

	@Nullable Map<String, @Nullable Object> config() {
		Map<String, @Nullable Object> config = new LinkedHashMap<>();
		boolean functions = !this.call.request().tools().isEmpty();
		Map<String, @Nullable Object> calling = functions ? calling() : Map.of();
		if (!calling.isEmpty()) {
			config.put("functionCallingConfig", calling);
		}
		Object retrieval = this.own.get(GoogleOptions.RETRIEVAL_CONFIG);
		if (retrieval != null) {
			config.put("retrievalConfig", retrieval);
		}
		Object invocations = this.own.get(GoogleOptions.INCLUDE_INVOCATIONS);
		boolean known = this.own.containsKey(GoogleOptions.INCLUDE_INVOCATIONS);
		if (invocations != null) {
			config.put(GoogleOptions.INCLUDE_INVOCATIONS, invocations);
		}
		else if (known && functions && !this.serverTools.isEmpty()) {
			config.put(GoogleOptions.INCLUDE_INVOCATIONS, true);
		}
		return config.isEmpty() ? null : config;
	}

	private Map<String, @Nullable Object> calling() {
		Map<String, @Nullable Object> calling = new LinkedHashMap<>();
		ToolChoice choice = this.call.options().toolChoice();
		if (Boolean.FALSE.equals(this.call.compat().supportsToolChoice()) && choice != null) {
			this.warnings.add(Warning.leftOut("the tool choice", "the server does not know it"));
			choice = null;
		}
		if (choice != null) {
			choice.accept(new Choice(calling));
		}
		Object mode = this.own.get(GoogleOptions.FUNCTION_CALLING_MODE);
		boolean open = choice == null || choice instanceof ToolChoice.Auto;
		boolean strict = this.call.request().tools().stream().anyMatch((tool) -> Boolean.TRUE.equals(tool.strict()));
		if (open && mode != null) {
			calling.put("mode", mode);
		}
		else if (open && (strict || !this.serverTools.isEmpty())) {
			calling.put("mode", VALIDATED);
		}
		boolean pieces = Boolean.TRUE.equals(this.own.get(GoogleOptions.STREAM_ARGUMENTS)) && this.call.streaming();
		if (pieces && this.model.streamsArguments()) {
			calling.put(GoogleOptions.STREAM_ARGUMENTS, true);
		}
		else if (pieces) {
			this.warnings.add(Warning.leftOut(GoogleOptions.STREAM_ARGUMENTS,
					"models before Gemini 3 tell the arguments of functions at once"));
		}
		if (Boolean.FALSE.equals(this.call.options().parallelToolCalls())) {
			this.warnings.add(Warning.leftOut("parallel-tool-calls", "the API cannot keep a model from them"));
		}
		return calling;
	}

	private Map<String, @Nullable Object> declaration(Tool tool) {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("name", tool.name());
		if (!tool.description().isBlank()) {
			wire.put("description", tool.description());
		}
		GoogleSchema schema = GoogleSchema.of(StrictSchemas.understood(tool.inputSchema(), this.call), this.model);
		if (schema.isFull()) {
			wire.put("parametersJsonSchema", schema.schema());
		}
		else if (!schema.isEmpty()) {
			wire.put("parameters", schema.schema());
		}
		schema.warn("tool '" + tool.name() + "'", this.warnings);
		return wire;
	}

	/**
	 * Google's tools: names stand for objects without settings.
	 */
	private List<Map<String, @Nullable Object>> serverTools() {
		Object given = this.own.get(GoogleOptions.SERVER_TOOLS);
		List<?> items = (given instanceof List<?> list) ? list : (given != null) ? List.of(given) : List.of();
		if (!items.isEmpty() && !this.call.request().tools().isEmpty() && !this.model.combinesTools()) {
			this.warnings.add(Warning.leftOut(GoogleOptions.SERVER_TOOLS,
					"the model takes either functions or Google's own tools"));
			return List.of();
		}
		List<Map<String, @Nullable Object>> written = new ArrayList<>();
		for (Object item : items) {
			written.add((item instanceof Map<?, ?> map) ? GoogleReferences.copy(map)
					: GoogleParts.of(String.valueOf(item), Map.of()));
		}
		return written;
	}

	private record Choice(Map<String, @Nullable Object> calling) implements ToolChoice.Visitor<Boolean> {

		@Override
		public Boolean auto() {
			return mode("AUTO");
		}

		@Override
		public Boolean none() {
			return mode("NONE");
		}

		@Override
		public Boolean required() {
			return mode("ANY");
		}

		@Override
		public Boolean named(String name) {
			this.calling.put("mode", "ANY");
			this.calling.put("allowedFunctionNames", List.of(name));
			return true;
		}

		private Boolean mode(String mode) {
			this.calling.put("mode", mode);
			return true;
		}

	}

}
