package io.llmprovider.chat;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model may, must or must not call tools.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = ToolChoice.Auto.class, name = "auto"),
		@JsonSubTypes.Type(value = ToolChoice.None.class, name = "none"),
		@JsonSubTypes.Type(value = ToolChoice.Required.class, name = "required"),
		@JsonSubTypes.Type(value = ToolChoice.Named.class, name = "named") })
public sealed interface ToolChoice {

	/** The model decides. */
	ToolChoice AUTO = new Auto();

	/** The model must not call a tool. */
	ToolChoice NONE = new None();

	/** The model must call some tool. */
	ToolChoice REQUIRED = new Required();

	/**
	 * The model must call this tool.
	 * @param name the tool's name
	 * @return the choice
	 */
	static ToolChoice of(String name) {
		return new Named(name);
	}

	/**
	 * Hands this choice to the method of a visitor that is made for it.
	 * @param <R> what the visitor gives
	 * @param visitor the visitor
	 * @return the visitor's result
	 */
	<R extends @Nullable Object> R accept(Visitor<R> visitor);

	/**
	 * The model decides.
	 */
	record Auto() implements ToolChoice {

		@Override
		public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
			return visitor.auto();
		}

	}

	/**
	 * The model must not call a tool.
	 */
	record None() implements ToolChoice {

		@Override
		public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
			return visitor.none();
		}

	}

	/**
	 * The model must call some tool.
	 */
	record Required() implements ToolChoice {

		@Override
		public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
			return visitor.required();
		}

	}

	/**
	 * The model must call this tool.
	 *
	 * @param name the tool's name
	 */
	record Named(String name) implements ToolChoice {

		public Named {
			Objects.requireNonNull(name, "name");
		}

		@Override
		public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
			return visitor.named(this.name);
		}

	}

	/**
	 * Takes choices apart.
	 *
	 * @param <R> what each method gives
	 */
	interface Visitor<R extends @Nullable Object> {

		/**
		 * The model decides.
		 * @return a result
		 */
		R auto();

		/**
		 * No tool.
		 * @return a result
		 */
		R none();

		/**
		 * Some tool.
		 * @return a result
		 */
		R required();

		/**
		 * This tool.
		 * @param name its name
		 * @return a result
		 */
		R named(String name);

	}

}
