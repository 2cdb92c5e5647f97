package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One part of an answer.
 */
final class GooglePart {

	@Nullable String text;

	boolean thought;

	@Nullable String signature;

	/** Members that are no text; null if there are none, as mostly. */
	@Nullable Map<String, @Nullable Object> others;

	boolean isPlain() {
		return this.text != null && this.signature == null && this.others == null;
	}

	void put(String name, @Nullable Object value) {
		if (this.others == null) {
			this.others = new LinkedHashMap<>();
		}
		this.others.put(name, value);
	}

	/** A member that is an object. */
	@Nullable Map<String, @Nullable Object> object(String name) {
		Object value = (this.others != null) ? this.others.get(name) : null;
		return (value instanceof Map<?, ?> map) ? GoogleReferences.copy(map) : null;
	}

	/** What goes back as it came, but for the signature. */
	Map<String, @Nullable Object> payload() {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		if (this.others != null) {
			part.putAll(this.others);
		}
		if (this.thought) {
			part.put("thought", true);
		}
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put(GoogleReplay.PART, part);
		if (this.signature != null && !this.signature.isEmpty()) {
			payload.put(GoogleReplay.SIGNATURE, this.signature);
		}
		return payload;
	}

}
