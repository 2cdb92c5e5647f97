package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Text;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a call as the body of {@code generateContent}.
 *
 * @see <a href= "https://ai.google.dev/api/generate-content">GenerateContentRequest</a>
 */
final class GoogleRequestMapper {

	private final ChatCall call;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings = new ArrayList<>();

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	/**
	 * Creates a mapper for one call.
	 * @param call the call
	 * @param spec the options of the endpoint
	 */
	GoogleRequestMapper(ChatCall call, OptionSpec spec) {
		this.call = call;
		this.own = spec.check(call);
		if (spec.options().containsKey(GoogleOptions.INCLUDE_INVOCATIONS)) {
			this.own.putIfAbsent(GoogleOptions.INCLUDE_INVOCATIONS, null);
		}
	}

	/** The body. */
	Map<String, @Nullable Object> body() {
		boolean separate = GoogleModel.of(this.call.model().id()).takesSystemInstruction();
		List<Text> system = this.call.request().system();
		List<Map<String, @Nullable Object>> contents = new GoogleContents(this.call)
			.contents(separate ? List.of() : system);
		if (contents.isEmpty()) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("There is no message to send",
					"Add one that is not blank, with ChatRequest.of(text) or ChatRequest.builder().user(text)"));
		}
		put("contents", contents);
		Object cache = this.own.get(GoogleOptions.CACHED_CONTENT);
		if (cache == null) {
			put("systemInstruction", (separate && !system.isEmpty()) ? instruction(system) : null);
			GoogleTools tools = new GoogleTools(this.call, this.own, this.warnings);
			put("tools", tools.tools());
			put("toolConfig", tools.config());
		}
		else {
			put(GoogleOptions.CACHED_CONTENT, cache);
			leftOut(!system.isEmpty(), "the system text");
			leftOut(!this.call.request().tools().isEmpty(), "the tools");
			leftOut(this.own.get(GoogleOptions.SERVER_TOOLS) != null, GoogleOptions.SERVER_TOOLS);
		}
		put("safetySettings", safety(this.own.get(GoogleOptions.SAFETY_SETTINGS)));
		put("generationConfig", new GoogleGenerationConfig(this.call, this.own, this.warnings).wire());
		put(GoogleOptions.SERVICE_TIER, this.own.get(GoogleOptions.SERVICE_TIER));
		put(GoogleOptions.LABELS, this.own.get(GoogleOptions.LABELS));
		return this.body;
	}

	/** What was changed or left out. */
	List<Warning> warnings() {
		return this.warnings;
	}

	/**
	 * The whole request.
	 * @param address where it goes
	 * @param body the body, possibly wrapped
	 */
	WireRequest request(String address, Map<String, @Nullable Object> body) {
		return WireRequest.post(address, body, this.call.streaming(), this.warnings)
			.header("Accept", this.call.streaming() ? "text/event-stream" : "application/json");
	}

	private static Map<String, @Nullable Object> instruction(List<Text> system) {
		return GoogleParts.of("parts", system.stream().map((text) -> GoogleParts.of("text", text.text())).toList());
	}

	private void leftOut(boolean there, String what) {
		if (there) {
			this.warnings.add(Warning.leftOut(what, "the cached content has its own, and is refused with another"));
		}
	}

	/** An object says a threshold for each category. */
	private static @Nullable Object safety(@Nullable Object given) {
		if (!(given instanceof Map<?, ?> thresholds)) {
			return given;
		}
		List<Map<String, @Nullable Object>> settings = new ArrayList<>();
		thresholds.forEach((category, threshold) -> {
			Map<String, @Nullable Object> setting = GoogleParts.of("category", category);
			setting.put("threshold", threshold);
			settings.add(setting);
		});
		return settings;
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.body.put(name, value);
		}
	}

}
