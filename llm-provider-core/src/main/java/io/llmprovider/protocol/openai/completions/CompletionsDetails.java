package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * OpenRouter's {@code reasoning_details}: a list that must go back unchanged and in
 * order, and that comes in fragments. Fragments of one index and type are one entry.
 *
 * @see <a href="https://openrouter.ai/docs/use-cases/reasoning-tokens">Reasoning
 * tokens</a>
 */
final class CompletionsDetails {

	private List<Map<String, @Nullable Object>> entries = new ArrayList<>();

	private @Nullable Map<String, @Nullable Object> last;

	/**
	 * Adds what a chunk brings.
	 * @param piece a list of objects, or one object
	 * @param fragments whether an object may be a part of an entry
	 */
	void add(Object piece, boolean fragments) {
		if (piece instanceof List<?> list) {
			list.forEach((item) -> add(item, fragments));
		}
		else if (piece instanceof Map<?, ?> object) {
			Map<String, @Nullable Object> entry = new LinkedHashMap<>();
			object.forEach((name, value) -> entry.put(String.valueOf(name), value));
			Map<String, @Nullable Object> begun = fragments ? sameEntry(this.entries, entry) : null;
			if (begun != null) {
				grow(begun, entry);
			}
			else {
				this.entries.add(entry);
			}
			this.last = (begun != null) ? begun : entry;
		}
	}

	/** Adds more text to the entry of the chunk before. */
	void append(String text) {
		if (this.last != null) {
			appendTo(this.last, "text", text);
		}
	}

	/** Whether the entry of the chunk before is one whose text can grow. */
	boolean canAppend() {
		return this.last != null && this.last.get("text") != null;
	}

	/** Whether there is a signature or something encrypted. */
	boolean isSigned() {
		return this.entries.stream().anyMatch(CompletionsDetails::isSigned);
	}

	/** The entries since the last call. */
	List<Map<String, @Nullable Object>> take() {
		List<Map<String, @Nullable Object>> taken = this.entries;
		taken.forEach((entry) -> entry
			.replaceAll((name, value) -> (value instanceof StringBuilder) ? value.toString() : value));
		this.entries = new ArrayList<>();
		this.last = null;
		return taken;
	}

	/**
	 * Joins the entries of one block to those of the blocks before: an entry that was
	 * signed after its block had ended becomes whole again.
	 */
	static void join(List<Map<String, @Nullable Object>> before, List<?> entries) {
		CompletionsDetails joined = new CompletionsDetails();
		joined.entries = new ArrayList<>(before);
		entries.forEach((entry) -> {
			boolean continued = entry instanceof Map<?, ?> map && map.get("index") != null;
			joined.add(entry, continued && !before.isEmpty());
		});
		before.clear();
		before.addAll(joined.take());
	}

	private static boolean isSigned(Map<String, @Nullable Object> entry) {
		return isText(entry.get("signature")) || isText(entry.get("data"));
	}

	private static @Nullable Map<String, @Nullable Object> sameEntry(List<Map<String, @Nullable Object>> entries,
			Map<String, @Nullable Object> piece) {
		for (int i = entries.size() - 1; i >= 0; i--) {
			Map<String, @Nullable Object> entry = entries.get(i);
			boolean near = piece.get("index") != null || i == entries.size() - 1;
			if (near && isSame(entry, piece)) {
				return entry;
			}
		}
		return null;
	}

	private static boolean isSame(Map<String, @Nullable Object> entry, Map<String, @Nullable Object> piece) {
		return Objects.equals(entry.get("type"), piece.get("type"))
				&& Objects.equals(entry.get("index"), piece.get("index")) && isCompatible(entry, piece, "id")
				&& isCompatible(entry, piece, "data");
	}

	private static boolean isCompatible(Map<String, @Nullable Object> entry, Map<String, @Nullable Object> piece,
			String name) {
		Object one = entry.get(name);
		Object other = piece.get(name);
		return one == null || other == null || one.equals(other);
	}

	private static void grow(Map<String, @Nullable Object> entry, Map<String, @Nullable Object> piece) {
		piece.forEach((name, value) -> {
			if (value instanceof String text && (name.equals("text") || name.equals("summary"))) {
				appendTo(entry, name, text);
			}
			else if (value != null) {
				entry.put(name, value);
			}
		});
	}

	private static void appendTo(Map<String, @Nullable Object> entry, String name, String text) {
		Object before = entry.get(name);
		StringBuilder builder = (before instanceof StringBuilder begun) ? begun
				: new StringBuilder().append((before != null) ? before : "");
		entry.put(name, builder.append(text));
	}

	private static boolean isText(@Nullable Object value) {
		return value instanceof String text && !text.isEmpty();
	}

	/**
	 * The text that the entries of one chunk show.
	 * @param details a list of objects, or one object
	 * @return texts and summaries, joined with nothing
	 */
	static String shownText(Object details) {
		StringBuilder shown = new StringBuilder();
		for (Object item : (details instanceof List<?> list) ? list : List.of(details)) {
			if (item instanceof Map<?, ?> entry) {
				Object text = entry.get("text");
				Object summary = entry.get("summary");
				shown.append(isText(text) ? text : isText(summary) ? summary : "");
			}
		}
		return shown.toString();
	}

	/**
	 * Reads the list without a tree of its own, and notes where the texts stand.
	 */
	static final class Reader {

		private final CompletionsInput input;

		private final FrameHoles holes;

		Reader(CompletionsInput input, FrameHoles holes) {
			this.input = input;
			this.holes = holes;
		}

		@Nullable List<@Nullable Object> list() {
			List<@Nullable Object> list = new ArrayList<>(1);
			while (this.input.parser.nextToken() != JsonToken.END_ARRAY) {
				list.add(this.input.is(JsonToken.START_OBJECT) ? entry() : this.input.value());
			}
			return list.isEmpty() ? null : list;
		}

		private Map<String, @Nullable Object> entry() {
			Map<String, @Nullable Object> entry = new LinkedHashMap<>(8);
			for (String name = this.input.nextMember(); name != null; name = this.input.nextMember()) {
				Object value = this.input.value();
				if (name.equals("text") && isText(value) && this.holes.isEnabled()) {
					this.holes.add(FrameHoles.Kind.TEXT, CompletionsTemplate.DETAIL, this.input.start());
				}
				entry.put(name, value);
			}
			return entry;
		}

	}

}
