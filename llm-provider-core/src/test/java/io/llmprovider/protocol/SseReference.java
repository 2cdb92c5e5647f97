package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads server-sent events the slow way, as the WHATWG writes it down, with the
 * deviations that {@link SseFrameReader} documents.
 */
final class SseReference {

	private final List<String> frames = new ArrayList<>();

	private final List<String> data = new ArrayList<>();

	private String type;

	private SseReference() {
	}

	static List<String> frames(String body) {
		String text = body.replaceFirst("^[\\s\\ufeff]+", "");
		if (text.startsWith("{") || text.startsWith("[")) {
			return List.of("null|" + text);
		}
		SseReference reference = new SseReference();
		for (String line : text.split("\r\n|\r|\n", -1)) {
			reference.line(line);
		}
		reference.handOn();
		return reference.frames;
	}

	private void line(String line) {
		if (line.isEmpty()) {
			handOn();
			this.type = null;
			return;
		}
		int colon = line.indexOf(':');
		String field = (colon < 0) ? line : line.substring(0, colon);
		String value = (colon < 0) ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
		if (field.equals("data")) {
			this.data.add(value);
		}
		else if (field.equals("event")) {
			this.type = value.isEmpty() ? null : value;
		}
		else if (field.equals("error") && colon > 0) {
			handOn();
			this.frames.add("error|" + value);
		}
	}

	private void handOn() {
		if (!this.data.isEmpty()) {
			this.frames.add(this.type + "|" + String.join("\n", this.data));
			this.data.clear();
		}
	}

}
