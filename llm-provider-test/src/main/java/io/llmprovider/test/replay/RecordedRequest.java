package io.llmprovider.test.replay;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as a fixture holds it: only headers and query parameters that are on the
 * list, and a body without secrets.
 *
 * @param method such as {@code POST}
 * @param url the real server's address
 * @param headers headers by name in lower case
 * @param body the body, empty if there was none
 */
public record RecordedRequest(String method, String url, Map<String, String> headers, byte[] body) {

	public RecordedRequest {
		headers = Collections.unmodifiableMap(new TreeMap<>(headers));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof RecordedRequest request && this.method.equals(request.method)
				&& this.url.equals(request.url) && this.headers.equals(request.headers)
				&& Arrays.equals(this.body, request.body);
	}

	@Override
	public int hashCode() {
		return this.url.hashCode() + Arrays.hashCode(this.body);
	}

	@Override
	public String toString() {
		return this.method + " " + this.url;
	}

}
