package io.llmprovider.error;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The time to wait as bodies tell it: in a field, in JSON inside a text, or in words.
 */
final class RetryAfterBody {

	private static final int MAX_DEPTH = 12;

	/** No duration in words is longer, in characters. */
	private static final int MAX_WORDS = 80;

	/** What a field's number means; a text with a unit speaks for itself. */
	private enum Unit {

		MILLISECONDS, RESET

	}

	private record Field(String name, Unit unit) {
	}

	/** In order of precedence. */
	private static final List<Field> FIELDS = List.of(new Field("retrydelay", Unit.RESET),
			new Field("retry_after_ms", Unit.MILLISECONDS), new Field("retry_after_seconds", Unit.RESET),
			new Field("retry_after", Unit.RESET), new Field("retryafter", Unit.RESET),
			new Field("resets_in_seconds", Unit.RESET), new Field("resets_at", Unit.RESET),
			new Field("quotaresetdelay", Unit.RESET), new Field("quotaresettimestamp", Unit.RESET),
			new Field("x-ratelimit-reset", Unit.RESET));

	/** What stands before a duration in words. */
	private static final Pattern WORDS = Pattern
		.compile("(?:\\b(?:try|retry)(?:ing)?(?: your request| the request| it)?(?: again)? (?:in|after)"
				+ "|\\bwait(?: for)?(?: at least)?|\\breset(?:s)?(?: will be)? (?:in|after))(?: about| approximately)? ",
				Pattern.CASE_INSENSITIVE);

	private RetryAfterBody() {
	}

	static @Nullable Duration read(String body, Instant now) {
		List<JsonNode> documents = new ArrayList<>();
		List<String> texts = new ArrayList<>();
		JsonNode root = parse(body);
		if (root == null) {
			texts.add(body);
		}
		else {
			collect(root, documents, texts, 0);
		}
		for (Field field : FIELDS) {
			for (JsonNode document : documents) {
				Duration wait = value(document, field, now);
				if (wait != null) {
					return wait;
				}
			}
		}
		return words(texts);
	}

	private static @Nullable Duration words(List<String> texts) {
		for (String text : texts) {
			Matcher words = WORDS.matcher(text);
			while (words.find()) {
				Duration wait = RetryAfter.positive(ResetTime.duration(duration(text, words.end()), false));
				if (wait != null) {
					return wait;
				}
			}
		}
		return null;
	}

	private static String duration(String text, int at) {
		return text.substring(at, Math.min(text.length(), at + MAX_WORDS));
	}

	/** Flattens objects, and JSON that a gateway put into a text. */
	private static void collect(JsonNode node, List<JsonNode> objects, List<String> texts, int depth) {
		if (depth > MAX_DEPTH) {
			return;
		}
		if (node.isObject()) {
			objects.add(node);
		}
		if (node.isContainer()) {
			node.values().forEach((child) -> collect(child, objects, texts, depth + 1));
		}
		else if (node.isString()) {
			JsonNode nested = parse(node.stringValue());
			if (nested != null) {
				collect(nested, objects, texts, depth + 1);
			}
			else {
				texts.add(node.stringValue());
			}
		}
	}

	private static @Nullable Duration value(JsonNode object, Field field, Instant now) {
		for (String name : object.propertyNames()) {
			if (name.toLowerCase(Locale.ROOT).equals(field.name())) {
				JsonNode value = object.path(name);
				return value.isValueNode() ? duration(value.asString(""), field.unit(), now) : null;
			}
		}
		return null;
	}

	private static @Nullable Duration duration(String text, Unit unit, Instant now) {
		BigDecimal number = ResetTime.number(text.trim());
		if (number != null && unit == Unit.MILLISECONDS) {
			return RetryAfter.positive(ResetTime.seconds(number.movePointLeft(3)));
		}
		return RetryAfter.of(text, now).orElse(null);
	}

	private static @Nullable JsonNode parse(String text) {
		String trimmed = text.trim();
		if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
			return null;
		}
		try {
			return Json.tree(trimmed);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
