package io.llmprovider.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The body of an error, whatever its shape: what it says, by which names the provider
 * calls it, and what is nested in it.
 *
 * @param raw the body as text, at most 64 KiB of it
 * @param root the body as JSON; a missing node if it is none
 * @param error the object or text that tells the error; {@link #root()} if it is not
 * nested
 * @param message what the provider says, unchanged
 * @param type the provider's type of the error, or null
 * @param code the provider's code of the error, or null
 * @param codes all types, codes, states and reasons, nested ones too, in lower case
 * @param text all messages, nested ones too, in lower case and one per line
 * @param upstream the innermost message that another provider gave, or null
 * @param html the page if the body is HTML, else null
 */
record ErrorBody(String raw, JsonNode root, JsonNode error, String message, @Nullable String type,
		@Nullable String code, Set<String> codes, String text, @Nullable String upstream, @Nullable HtmlPage html) {

	/** How much of a body is read, in bytes. */
	static final int MAX_BYTES = 64 << 10;

	private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

	private static final List<String> STATUS_FIELDS = List.of("status_code", "statusCode", "StatusCode", "status",
			"http_status", "code");

	static ErrorBody read(byte[] bytes) {
		return read(bytes, null);
	}

	/**
	 * Reads a body.
	 * @param bytes the body
	 * @param exception the name of the exception that a header gives, as AWS does, or
	 * null
	 * @return what it says
	 */
	static ErrorBody read(byte[] bytes, @Nullable String exception) {
		String raw = ErrorJson.text(bytes, MAX_BYTES);
		JsonNode root = ErrorJson.document(raw);
		JsonNode error = ErrorJson.error(root);
		Set<String> codes = new LinkedHashSet<>();
		Set<String> messages = new LinkedHashSet<>();
		if (exception != null) {
			codes.add(exception.toLowerCase(Locale.ROOT));
		}
		HtmlPage html = null;
		if (root.isMissingNode()) {
			html = HtmlPage.of(raw);
			messages.add((html != null) ? html.title() : raw);
		}
		else {
			new ErrorWalk(codes, messages).walk(root, error);
		}
		String message = ErrorJson.message(raw, root);
		String type = (exception != null) ? exception : ErrorJson.type(root, error);
		return new ErrorBody(raw, root, error, message, type, ErrorJson.code(root, error), codes,
				String.join("\n", messages).toLowerCase(Locale.ROOT), last(messages, message), html);
	}

	boolean isEmpty() {
		return this.raw.isBlank();
	}

	boolean hasCode(String lowerCase) {
		return this.codes.contains(lowerCase);
	}

	/**
	 * The status that the body names, for errors inside successful answers.
	 * @return 400 to 599, or null
	 */
	@Nullable Integer status() {
		for (JsonNode node : List.of(this.error, this.root)) {
			for (String field : STATUS_FIELDS) {
				JsonNode value = node.path(field);
				if (value.isValueNode() && STATUS.matcher(value.asString("")).matches()) {
					return Integer.valueOf(value.asString());
				}
			}
		}
		return null;
	}

	/**
	 * All values of a field in what tells the error.
	 * @param name the field's name
	 * @return the values as text
	 */
	List<String> values(String name) {
		return this.error.findValues(name).stream().map((value) -> value.asString("")).toList();
	}

	/**
	 * A number in what tells the error.
	 * @param name the field's name
	 * @return the number, or null
	 */
	@Nullable Long number(String name) {
		JsonNode value = this.error.path(name);
		JsonNode found = (value instanceof MissingNode) ? this.root.path(name) : value;
		return found.isIntegralNumber() ? Long.valueOf(found.asLong()) : null;
	}

	private static @Nullable String last(Set<String> messages, String message) {
		String last = null;
		for (String candidate : messages) {
			last = candidate;
		}
		boolean nested = messages.size() > 1 && last != null && !last.equals(message) && !message.contains(last);
		return nested ? last : null;
	}

}
