package io.llmprovider.test.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as a client would send it that does not know a rule.
 *
 * @param rule the rule that it breaks
 * @param method the HTTP method
 * @param path where to
 * @param body the body
 * @param headers names and values in turn
 */
public record NaiveRequest(ProviderRule rule, String method, String path, String body, List<String> headers) {

	/**
	 * A request of JSON.
	 * @param rule the rule that it breaks
	 * @param path where to
	 * @param body the body
	 * @param headers names and values in turn; a content type given here is sent in place
	 * of JSON's
	 * @return the request
	 */
	public static NaiveRequest post(ProviderRule rule, String path, String body, String... headers) {
		List<String> all = new ArrayList<>(List.of(headers));
		if (all.stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
			all.addAll(List.of("Content-Type", "application/json"));
		}
		return new NaiveRequest(rule, "POST", path, body, all);
	}

	/**
	 * The same request with another method.
	 * @param method the method
	 * @return the changed request
	 */
	public NaiveRequest method(String method) {
		return new NaiveRequest(this.rule, method, this.path, this.body, this.headers);
	}

	HttpResponse<String> send(LlmSimulator simulator) {
		return new TestClient(simulator).send(HttpRequest.newBuilder(simulator.uri(this.path))
			.method(this.method, BodyPublishers.ofString(this.body))
			.headers(this.headers.toArray(String[]::new)));
	}

	@Override
	public String toString() {
		return this.rule.id() + ": " + ((this.body.length() > 300) ? this.body.substring(0, 300) + "…" : this.body);
	}

}
