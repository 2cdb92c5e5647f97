package io.llmprovider.test.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells in what two requests differ, by places in their JSON.
 */
final class RequestComparison {

	private static final int SHOWN = 120;

	private final RecordingRules rules;

	RequestComparison(RecordingRules rules) {
		this.rules = rules;
	}

	/**
	 * Compares.
	 * @param recorded the request of the fixture
	 * @param sent the request of now
	 * @return a line for each difference
	 */
	List<String> differences(RecordedRequest recorded, RecordedRequest sent) {
		List<String> lines = new ArrayList<>();
		compare("method", recorded.method(), sent.method(), lines);
		compare("url", recorded.url(), sent.url(), lines);
		Set<String> names = new TreeSet<>(recorded.headers().keySet());
		names.addAll(sent.headers().keySet());
		names.forEach(
				(name) -> compare("header " + name, recorded.headers().get(name), sent.headers().get(name), lines));
		body(recorded.body(), sent.body(), lines);
		return lines;
	}

	private void compare(String place, @Nullable String recorded, @Nullable String sent, List<String> lines) {
		if (!java.util.Objects.equals(recorded, sent)) {
			lines.add(line(place, recorded, sent));
		}
	}

	private void body(byte[] recorded, byte[] sent, List<String> lines) {
		if (Arrays.equals(recorded, sent)) {
			return;
		}
		JsonNode before = CassetteFormat.json(recorded);
		JsonNode now = CassetteFormat.json(sent);
		if (before != null && now != null) {
			node("$", before, now, lines);
		}
		else {
			compare("body", new String(recorded, StandardCharsets.ISO_8859_1),
					new String(sent, StandardCharsets.ISO_8859_1), lines);
		}
	}

	private void node(String path, @Nullable JsonNode recorded, @Nullable JsonNode sent, List<String> lines) {
		if (this.rules.isIgnored(path)) {
			return;
		}
		if (recorded == null || sent == null) {
			lines.add(line(path, shown(recorded), shown(sent)));
		}
		else if (recorded.isObject() && sent.isObject()) {
			Set<String> names = new java.util.LinkedHashSet<>(recorded.propertyNames());
			names.addAll(sent.propertyNames());
			names.forEach((name) -> node(path + "." + name, recorded.get(name), sent.get(name), lines));
		}
		else if (recorded.isArray() && sent.isArray()) {
			for (int i = 0; i < Math.max(recorded.size(), sent.size()); i++) {
				node(path + "[" + i + "]", recorded.get(i), sent.get(i), lines);
			}
		}
		else if (!same(recorded, sent)) {
			lines.add(line(path, shown(recorded), shown(sent)));
		}
	}

	/** 1 and 1.0 are one number. */
	private static boolean same(JsonNode recorded, JsonNode sent) {
		return recorded.equals(sent) || recorded.isNumber() && sent.isNumber()
				&& recorded.decimalValue().compareTo(sent.decimalValue()) == 0;
	}

	private static @Nullable String shown(@Nullable JsonNode node) {
		return (node != null) ? WireJson.text(node) : null;
	}

	private static String line(String place, @Nullable String recorded, @Nullable String sent) {
		String before = (recorded != null) ? recorded : "nothing";
		String now = (sent != null) ? sent : "nothing";
		int same = 0;
		while (same < Math.min(before.length(), now.length()) && before.charAt(same) == now.charAt(same)) {
			same++;
		}
		// of long texts, what matters begins where they part
		int from = (Math.max(before.length(), now.length()) > SHOWN) ? Math.max(0, same - SHOWN / 4) : 0;
		return place + ": recorded " + part(before, from) + ", sent " + part(now, from);
	}

	private static String part(String text, int from) {
		int begin = Math.min(from, text.length());
		int end = Math.min(text.length(), begin + SHOWN);
		return ((begin > 0) ? "…" : "") + text.substring(begin, end) + ((end < text.length()) ? "…" : "");
	}

}
