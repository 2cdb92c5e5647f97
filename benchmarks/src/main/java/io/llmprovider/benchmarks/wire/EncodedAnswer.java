package io.llmprovider.benchmarks.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One answer as HTTP/1.1 bytes, encoded once and written any number of times, so that the
 * server's work is little more than the system calls. Every event is an HTTP chunk of its
 * own, as from a server that flushes each token.
 */
final class EncodedAnswer {

	private static final String HEAD = """
			HTTP/1.1 200 OK\r
			content-type: %s\r
			cache-control: no-cache\r
			x-request-id: req_0f1e2d3c4b5a69788796a5b4c3d2e1f0\r
			transfer-encoding: chunked\r
			\r
			""";

	private static final String END = "0\r\n\r\n";

	private final Workload workload;

	private final List<ByteBuf> writes;

	EncodedAnswer(Api api, Workload workload) {
		this.workload = workload;
		AnswerScript script = api.script(workload);
		String head = HEAD.formatted(api.contentType());
		this.writes = (workload.writeBytes() > 0) ? inPiecesOf(workload.writeBytes(), head, script)
				: oneDeltaEach(head, script);
	}

	Workload workload() {
		return this.workload;
	}

	int size() {
		return this.writes.size();
	}

	/** A view of one write, to be released by whoever writes it. */
	ByteBuf write(int index) {
		return this.writes.get(index).retainedDuplicate();
	}

	/**
	 * What precedes the text comes with the first delta, what follows it with the last.
	 */
	private static List<ByteBuf> oneDeltaEach(String head, AnswerScript script) {
		int last = script.deltas().size() - 1;
		List<ByteBuf> writes = new ArrayList<>(last + 1);
		for (int delta = 0; delta <= last; delta++) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			if (delta == 0) {
				bytes.writeBytes(ascii(head));
				script.beginning().forEach(event -> chunk(event, bytes));
			}
			chunk(script.deltas().get(delta), bytes);
			if (delta == last) {
				script.end().forEach(event -> chunk(event, bytes));
				bytes.writeBytes(ascii(END));
			}
			writes.add(direct(bytes.toByteArray(), 0, bytes.size()));
		}
		return writes;
	}

	private static List<ByteBuf> inPiecesOf(int size, String head, AnswerScript script) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(ascii(head));
		script.events().forEach(event -> chunk(event, bytes));
		bytes.writeBytes(ascii(END));
		byte[] whole = bytes.toByteArray();
		List<ByteBuf> writes = new ArrayList<>();
		for (int start = 0; start < whole.length; start += size) {
			writes.add(direct(whole, start, Math.min(size, whole.length - start)));
		}
		return writes;
	}

	private static void chunk(byte[] event, ByteArrayOutputStream target) {
		target.writeBytes(ascii(Integer.toHexString(event.length) + "\r\n"));
		target.writeBytes(event);
		target.writeBytes(ascii("\r\n"));
	}

	private static ByteBuf direct(byte[] bytes, int offset, int length) {
		ByteBuf buffer = Unpooled.directBuffer(length, length).writeBytes(bytes, offset, length);
		return Unpooled.unreleasableBuffer(buffer.asReadOnly());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
