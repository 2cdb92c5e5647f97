package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.json.Names;
import org.jspecify.annotations.Nullable;

/**
 * The options that only one protocol has: each with its name, type, meaning and allowed
 * values. They are set as {@code options} of a provider, model or mode, or per call; one
 * that is not declared is refused with the nearest spelling.
 *
 * @param options the options by name
 */
public record OptionSpec(Map<String, Option> options) {

	/** No options of its own. */
	public static final OptionSpec NONE = new OptionSpec(Map.of());

	public OptionSpec {
		options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
	}

	/**
	 * A declaration of these options.
	 * @param options the options
	 * @return the declaration
	 */
	public static OptionSpec of(Option... options) {
		Map<String, Option> byName = new LinkedHashMap<>();
		for (Option option : options) {
			byName.put(option.name(), option);
		}
		return new OptionSpec(byName);
	}

	/**
	 * This declaration and another one's options.
	 * @param other options that replace these where they have the same name
	 * @return the union
	 */
	public OptionSpec and(OptionSpec other) {
		Map<String, Option> union = new LinkedHashMap<>(this.options);
		union.putAll(other.options);
		return new OptionSpec(union);
	}

	/**
	 * Those of these options that a dialect knows.
	 * @param names their names
	 * @return the declaration without the others
	 */
	public OptionSpec only(Set<String> names) {
		Map<String, Option> kept = new LinkedHashMap<>(this.options);
		kept.keySet().retainAll(names);
		return new OptionSpec(kept);
	}

	/**
	 * Those of these options that the environment may set.
	 * @return the options with variables
	 */
	public List<Option> withVariables() {
		List<Option> found = new ArrayList<>();
		for (Option option : this.options.values()) {
			if (!option.variables().isEmpty()) {
				found.add(option);
			}
		}
		return found;
	}

	/**
	 * Checks values and brings them to their declared types, so that what came as text
	 * from a properties file arrives as a number.
	 * @param values names (dashes and underscores count as equal) and values
	 * @return the values by their declared names
	 * @throws IllegalArgumentException if a name is not declared or a value does not fit;
	 * the message says which and what is possible
	 */
	public Map<String, @Nullable Object> check(Map<String, ? extends @Nullable Object> values) {
		Map<String, @Nullable Object> checked = new LinkedHashMap<>();
		values.forEach((name, value) -> {
			Option option = find(name).orElseThrow(() -> unknown(name));
			checked.put(option.name(), option.convert(value));
		});
		return checked;
	}

	/**
	 * The own options of a call, brought to their declared types.
	 * @param call the call
	 * @return the values by their declared names, a copy that may be changed
	 * @throws io.llmprovider.error.InvalidRequestException if one is unknown or does not
	 * fit; nothing was sent
	 */
	public Map<String, @Nullable Object> check(ChatCall call) {
		try {
			return check(call.options().providerOptions());
		}
		catch (IllegalArgumentException ex) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(String.valueOf(ex.getMessage()),
					"Correct the options of the call, mode, model or provider '" + call.provider()
							+ "', or use extra-body for members that are not declared"),
					ex);
		}
	}

	private Optional<Option> find(String name) {
		String plain = Names.plain(name);
		return this.options.values().stream().filter((option) -> Names.plain(option.name()).equals(plain)).findFirst();
	}

	private IllegalArgumentException unknown(String name) {
		if (this.options.isEmpty()) {
			return new IllegalArgumentException("Unknown option '" + name + "': this API has no options of its own");
		}
		String nearest = Names.nearest(name, this.options.keySet());
		return new IllegalArgumentException("Unknown option '" + name + "'"
				+ ((nearest != null) ? ": did you mean '" + nearest + "'?" : ". Known are " + this.options.keySet()));
	}

	/**
	 * What kind of value an option takes.
	 */
	public enum Type {

		/** Text. */
		TEXT,

		/** A whole number. */
		INTEGER,

		/** A number. */
		NUMBER,

		/** Yes or no. */
		FLAG,

		/** A list of texts. */
		TEXTS,

		/** A JSON object. */
		OBJECT,

		/** Any JSON value. */
		ANY

	}

	/**
	 * One option.
	 *
	 * @param name its name as the provider writes it
	 * @param type what it takes
	 * @param description what it does, with units, one sentence
	 * @param allowed the values it may have, empty if all of its type
	 * @param variables names of environment variables from which it is taken where nobody
	 * sets it and there is no key other than a bearer token, in the order in which they
	 * are tried
	 */
	public record Option(String name, Type type, String description, List<String> allowed, List<String> variables) {

		public Option {
			allowed = List.copyOf(allowed);
			variables = List.copyOf(variables);
		}

		/**
		 * An option that only the settings or the call can set.
		 * @param name its name
		 * @param type what it takes
		 * @param description what it does
		 * @param allowed the values it may have, empty if all of its type
		 */
		public Option(String name, Type type, String description, List<String> allowed) {
			this(name, type, description, allowed, List.of());
		}

		/**
		 * An option that takes all values of its type.
		 * @param name its name
		 * @param type what it takes
		 * @param description what it does
		 */
		public Option(String name, Type type, String description) {
			this(name, type, description, List.of());
		}

		@Nullable Object convert(@Nullable Object value) {
			Object converted = (value != null) ? OptionValues.convert(this, value) : null;
			if (converted != null && !this.allowed.isEmpty() && !this.allowed.contains(String.valueOf(converted))) {
				throw new IllegalArgumentException(
						"Option '" + this.name + "' cannot be '" + converted + "': it takes one of " + this.allowed);
			}
			return converted;
		}

	}

}
