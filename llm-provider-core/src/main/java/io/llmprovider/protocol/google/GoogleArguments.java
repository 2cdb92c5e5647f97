package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call while they arrive: values at places such as
 * {@code $.list[0].name}. They come in the order in which JSON would be written, so that
 * they can be told as growing JSON; where they do not, nothing more is told until the
 * whole is there.
 */
final class GoogleArguments {

	private final Map<String, @Nullable Object> tree = new LinkedHashMap<>();

	private final StringBuilder written = new StringBuilder();

	/** The place of the last value. */
	private List<Object> last = List.of();

	private boolean inText;

	private boolean jumped;

	/**
	 * Takes arguments that come as one object.
	 * @return more of the JSON
	 */
	String all(Map<?, ?> arguments) {
		boolean first = this.tree.isEmpty() && this.written.isEmpty();
		arguments.forEach((name, value) -> this.tree.put(String.valueOf(name), value));
		this.jumped = true;
		return first ? tell(Json.text(this.tree)) : "";
	}

	/**
	 * Takes one value.
	 * @param piece a partialArg
	 * @return more of the JSON
	 */
	String piece(Map<?, ?> piece) {
		List<Object> place = (piece.get("jsonPath") instanceof String path) ? GooglePath.parse(path) : List.of();
		if (place.isEmpty()) {
			return "";
		}
		boolean goesOn = Boolean.TRUE.equals(piece.get("willContinue"));
		boolean same = place.equals(this.last);
		Object there = GooglePath.get(this.tree, place);
		Object value = value(piece);
		if (value == null && there instanceof String && !piece.containsKey("nullValue")) {
			// Says that the text is over, and adds nothing to it.
			value = "";
		}
		boolean appends = value instanceof String && there instanceof String;
		String move = (this.jumped || there != null || same) ? null : move(place);
		GooglePath.put(this.tree, place, appends ? there + String.valueOf(value) : value);
		if (this.jumped) {
			return "";
		}
		if (same && this.inText && value instanceof String text) {
			this.inText = goesOn;
			return tell(escaped(text) + (goesOn ? "" : "\""));
		}
		if (move == null) {
			this.jumped = true;
			return "";
		}
		this.last = place;
		String opened = (goesOn && value instanceof String text) ? '"' + escaped(text) : null;
		this.inText = opened != null;
		return tell(move + ((opened != null) ? opened : Json.text(value)));
	}

	/** What closes the JSON that was told, if it can still become the whole. */
	String rest() {
		if (this.written.isEmpty()) {
			return "";
		}
		return this.jumped ? "" : tell(close(0));
	}

	/** All of it. */
	String whole() {
		return Json.text(this.tree);
	}

	/**
	 * What stands between the last value and the next one.
	 * @return the JSON, or null if what is closed would have to be opened again
	 */
	private @Nullable String move(List<Object> place) {
		int common = 0;
		while (common < Math.min(place.size(), this.last.size()) && place.get(common).equals(this.last.get(common))) {
			common++;
		}
		boolean inside = common == place.size() || common == this.last.size() && common > 0;
		if (inside || GooglePath.get(this.tree, place.subList(0, common + 1)) != null) {
			return null;
		}
		StringBuilder move = new StringBuilder();
		move.append(this.last.isEmpty() ? open(place.get(0)) : close(common + 1) + ",");
		for (int i = common; i < place.size(); i++) {
			Object step = place.get(i);
			if (step instanceof Integer index) {
				boolean next = i == common && i < this.last.size() && this.last.get(i) instanceof Integer before
						? index == before + 1 : index == 0;
				if (!next) {
					return null;
				}
			}
			else {
				move.append(Json.text(step)).append(':');
			}
			if (i + 1 < place.size()) {
				move.append(open(place.get(i + 1)));
			}
		}
		return move.toString();
	}

	private static String open(Object firstStep) {
		return (firstStep instanceof Integer) ? "[" : "{";
	}

	/** Ends the last value and what holds it, down to a depth that stays open. */
	private String close(int depth) {
		StringBuilder end = new StringBuilder(this.inText ? "\"" : "");
		for (int i = this.last.size() - 1; i >= depth; i--) {
			end.append((this.last.get(i) instanceof Integer) ? ']' : '}');
		}
		return end.toString();
	}

	private String tell(String json) {
		this.written.append(json);
		return json;
	}

	/** The value of a piece; one of another kind than its name says is none. */
	private static @Nullable Object value(Map<?, ?> piece) {
		if (piece.get("stringValue") instanceof String text) {
			return text;
		}
		if (piece.get("numberValue") instanceof Number number) {
			return number;
		}
		return (piece.get("boolValue") instanceof Boolean bool) ? bool : null;
	}

	private static String escaped(String text) {
		String quoted = Json.text(text);
		return quoted.substring(1, quoted.length() - 1);
	}

}
