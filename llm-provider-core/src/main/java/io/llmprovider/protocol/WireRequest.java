package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire, without credentials: those are added at each attempt.
 *
 * @param method the HTTP method
 * @param uri the absolute address
 * @param headers headers of the protocol's own and of the call, in order
 * @param body the body as a JSON object, so that hooks can look at it and change it; null
 * for none
 * @param streaming whether a streamed answer is asked for
 * @param warnings what was changed or left out so that the call fits its target
 */
public record WireRequest(String method, String uri, Map<String, String> headers,
		@Nullable Map<String, @Nullable Object> body, boolean streaming, List<Warning> warnings) {

	public WireRequest {
		Objects.requireNonNull(method, "method");
		Objects.requireNonNull(uri, "uri");
		headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		warnings = List.copyOf(warnings);
	}

	/**
	 * A POST of a JSON object.
	 * @param uri the absolute address
	 * @param body the object
	 * @param streaming whether a streamed answer is asked for
	 * @param warnings what was changed or left out
	 * @return the request
	 */
	public static WireRequest post(String uri, Map<String, @Nullable Object> body, boolean streaming,
			List<Warning> warnings) {
		return new WireRequest("POST", uri, Map.of(), body, streaming, warnings);
	}

	/**
	 * The same request with one more header.
	 * @param name its name
	 * @param value its value
	 * @return a copy
	 */
	public WireRequest header(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.keySet().removeIf(name::equalsIgnoreCase);
		more.put(name, value);
		return new WireRequest(this.method, this.uri, more, this.body, this.streaming, this.warnings);
	}

	/**
	 * The same request at another address.
	 * @param address the absolute address
	 * @return a copy
	 */
	public WireRequest at(String address) {
		return new WireRequest(this.method, address, this.headers, this.body, this.streaming, this.warnings);
	}

	/**
	 * The same request with another body.
	 * @param other the body
	 * @return a copy
	 */
	public WireRequest withBody(Map<String, @Nullable Object> other) {
		return new WireRequest(this.method, this.uri, this.headers, other, this.streaming, this.warnings);
	}

	/**
	 * The same request with more to tell.
	 * @param earlier what was changed or left out before the request was written
	 * @return a copy
	 */
	public WireRequest withWarnings(List<Warning> earlier) {
		List<Warning> all = new ArrayList<>(earlier);
		all.addAll(this.warnings);
		return new WireRequest(this.method, this.uri, this.headers, this.body, this.streaming, all);
	}

	/**
	 * The body as it is sent.
	 * @return UTF-8 JSON, empty if there is no body
	 */
	public byte[] bytes() {
		return (this.body != null) ? Json.bytes(this.body) : new byte[0];
	}

	@Override
	public String toString() {
		return "WireRequest[" + this.method + " " + this.uri + ", headers " + this.headers.keySet() + "]";
	}

}
