package io.llmprovider.test.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An HTTP request as it arrived, whether the simulator accepted it or not. Nothing is
 * redacted: a test may want to see which key was sent.
 */
public final class ReceivedRequest {

	private final String method;

	private final String path;

	private final String query;

	private final Map<String, List<String>> headers;

	private final byte[] body;

	private final Instant receivedAt;

	ReceivedRequest(String method, String uri, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
		int mark = uri.indexOf('?');
		this.method = method;
		this.path = (mark < 0) ? uri : uri.substring(0, mark);
		this.query = (mark < 0) ? "" : uri.substring(mark + 1);
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		this.headers = Collections.unmodifiableMap(copy);
		this.body = body;
		this.receivedAt = receivedAt;
	}

	/**
	 * The HTTP method.
	 * @return for example {@code POST}
	 */
	public String method() {
		return this.method;
	}

	/**
	 * The path without the query.
	 * @return for example {@code /v1/chat/completions}
	 */
	public String path() {
		return this.path;
	}

	/**
	 * The query, undecoded.
	 * @return the text after the question mark, empty if there is none
	 */
	public String query() {
		return this.query;
	}

	/**
	 * All headers.
	 * @return unmodifiable, looked up without regard to case
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	/**
	 * The first value of a header.
	 * @param name the header's name in any case
	 * @return the value, or null if the header was not sent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values == null || values.isEmpty()) ? null : values.get(0);
	}

	/**
	 * The body.
	 * @return a copy of the bytes, empty if there was none
	 */
	public byte[] body() {
		return this.body.clone();
	}

	/**
	 * The body as text.
	 * @return the text; bytes that are no UTF-8 are replaced
	 */
	public String bodyText() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * The body as JSON.
	 * @return the tree
	 * @throws JacksonException if it is no JSON
	 */
	public JsonNode json() {
		return WireJson.read(bodyText());
	}

	/**
	 * When the last byte of the request had arrived.
	 * @return the time by this machine's clock
	 */
	public Instant receivedAt() {
		return this.receivedAt;
	}

	byte[] bytes() {
		return this.body;
	}

	@Override
	public String toString() {
		return this.method + " " + this.path + " (" + this.body.length + " bytes)";
	}

}
