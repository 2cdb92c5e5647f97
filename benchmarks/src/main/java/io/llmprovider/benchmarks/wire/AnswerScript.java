package io.llmprovider.benchmarks.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one answer as they go over the wire, with the fields and the sizes of
 * those that the provider sends.
 *
 * @param beginning what precedes the text
 * @param deltas one for each piece of text
 * @param end what follows the text
 */
public record AnswerScript(List<byte[]> beginning, List<byte[]> deltas, List<byte[]> end) {

	/** All of them in order. */
	public List<byte[]> events() {
		List<byte[]> events = new ArrayList<>(this.beginning);
		events.addAll(this.deltas);
		events.addAll(this.end);
		return events;
	}

	/** A server-sent event without a name. */
	static byte[] event(String data) {
		return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
	}

	/** A server-sent event with a name. */
	static byte[] event(String name, String data) {
		return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
	}

}
