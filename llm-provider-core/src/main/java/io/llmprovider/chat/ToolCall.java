package io.llmprovider.chat;

import java.util.Map;
import java.util.Objects;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A model's wish that the caller run a tool. The arguments are kept as the text that the
 * model wrote, because a model may write what is no JSON and because some providers want
 * it back byte for byte.
 *
 * @param id by which the result names the call
 * @param name the tool's name
 * @param arguments the arguments as JSON text; {@code {}} where the model gave none
 * @param replay what the provider that made this block wants back, or null
 */
public record ToolCall(String id, String name, String arguments,
		@Nullable ReplayData replay) implements AssistantContent {

	public ToolCall {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(name, "name");
		arguments = arguments.isBlank() ? "{}" : arguments;
	}

	/**
	 * A call without anything to replay.
	 * @param id by which the result names the call
	 * @param name the tool's name
	 * @param arguments the arguments as JSON text
	 */
	public ToolCall(String id, String name, String arguments) {
		this(id, name, arguments, null);
	}

	/**
	 * Whether the arguments are a JSON object. They may not be: a model can be cut off in
	 * the middle or write nonsense. Such a call must not be executed; answer it with an
	 * error result instead.
	 * @return whether they parse
	 */
	public boolean hasValidArguments() {
		return Json.isObject(this.arguments);
	}

	/**
	 * The arguments as a map.
	 * @return an unmodifiable map in the model's order
	 * @throws IllegalStateException if they are not a JSON object
	 */
	public Map<String, @Nullable Object> argumentMap() {
		try {
			return Json.object(this.arguments);
		}
		catch (JacksonException ex) {
			throw notAnObject(ex);
		}
	}

	/**
	 * The arguments as a value of a type.
	 * @param <T> the type
	 * @param type a record or bean whose properties are the tool's parameters
	 * @return the value
	 * @throws IllegalStateException if they are not JSON or do not fit the type
	 */
	public <T> T argumentsAs(Class<T> type) {
		try {
			return Json.read(this.arguments, type);
		}
		catch (JacksonException ex) {
			throw notAnObject(ex);
		}
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.toolCall(this);
	}

	private IllegalStateException notAnObject(JacksonException cause) {
		return new IllegalStateException(
				"The arguments of tool call " + this.id + " (" + this.name
						+ ") do not fit: answer it with an error result that says so. " + cause.getOriginalMessage(),
				cause);
	}

}
