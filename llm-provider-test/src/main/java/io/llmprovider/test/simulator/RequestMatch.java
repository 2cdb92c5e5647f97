package io.llmprovider.test.simulator;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Looks for something in a request, the same for all protocols: to choose an answer
 * ({@link Script#when}) and to assert what was sent. Its {@code toString} says what it
 * looks for.
 */
public final class RequestMatch implements Predicate<SimulatedRequest> {

	private final Predicate<SimulatedRequest> predicate;

	private final String description;

	private RequestMatch(String description, Predicate<SimulatedRequest> predicate) {
		this.description = description;
		this.predicate = predicate;
	}

	/**
	 * Any condition of one's own.
	 * @param description what it looks for
	 * @param predicate the condition
	 * @return the match
	 */
	public static RequestMatch of(String description, Predicate<SimulatedRequest> predicate) {
		return new RequestMatch(description, predicate);
	}

	/**
	 * Every request.
	 * @return the match
	 */
	public static RequestMatch any() {
		return of("any request", (request) -> true);
	}

	/**
	 * The last message of the user has a text.
	 * @param text a part of it, without regard to case
	 * @return the match
	 */
	public static RequestMatch userSays(String text) {
		return of("user says '" + text + "'", (request) -> contains(request.lastUserText(), text));
	}

	/**
	 * The system prompt has a text.
	 * @param text a part of it, without regard to case
	 * @return the match
	 */
	public static RequestMatch systemSays(String text) {
		return of("system says '" + text + "'",
				(request) -> request.messages()
					.stream()
					.anyMatch((message) -> message.isFrom("system") && contains(message.text(), text)));
	}

	/**
	 * The request is for a model.
	 * @param id the model's id as it is sent
	 * @return the match
	 */
	public static RequestMatch model(String id) {
		return of("model '" + id + "'", (request) -> request.model().equals(id));
	}

	/**
	 * The request is in a protocol.
	 * @param id the protocol's id
	 * @return the match
	 */
	public static RequestMatch protocol(String id) {
		return of("protocol '" + id + "'", (request) -> request.protocol().equals(id));
	}

	/**
	 * A tool is offered.
	 * @param name its name
	 * @return the match
	 */
	public static RequestMatch offersTool(String name) {
		return of("tool '" + name + "' is offered",
				(request) -> request.tools().stream().anyMatch((tool) -> tool.name().equals(name)));
	}

	/**
	 * The last message is the result of a tool.
	 * @param text a part of the result, without regard to case
	 * @return the match
	 */
	public static RequestMatch toolResult(String text) {
		return of("tool result '" + text + "'", (request) -> {
			SimulatedMessage last = last(request);
			return last != null && last.isFrom("tool") && contains(last.text(), text);
		});
	}

	/**
	 * A header has a value.
	 * @param name the header's name in any case
	 * @param value its first value
	 * @return the match
	 */
	public static RequestMatch header(String name, String value) {
		return of("header " + name + " '" + value + "'", (request) -> value.equals(request.received().header(name)));
	}

	/**
	 * A place in the body has a value.
	 * @param pointer the place as a JSON pointer, such as {@code /temperature}
	 * @param json the value as JSON
	 * @return the match
	 */
	public static RequestMatch body(String pointer, String json) {
		return of("body " + pointer + " " + json,
				(request) -> request.json().at(pointer).equals(io.llmprovider.test.simulator.wire.WireJson.read(json)));
	}

	/**
	 * This and another.
	 * @param other the other
	 * @return the match
	 */
	public RequestMatch and(RequestMatch other) {
		return of(this + " and " + other, (request) -> test(request) && other.test(request));
	}

	@Override
	public RequestMatch negate() {
		return of("not (" + this + ")", this.predicate.negate());
	}

	@Override
	public boolean test(SimulatedRequest request) {
		return this.predicate.test(request);
	}

	@Override
	public String toString() {
		return this.description;
	}

	private static @Nullable SimulatedMessage last(SimulatedRequest request) {
		return request.messages().isEmpty() ? null : request.messages().get(request.messages().size() - 1);
	}

	private static boolean contains(String text, String part) {
		return text.toLowerCase(java.util.Locale.ROOT).contains(part.toLowerCase(java.util.Locale.ROOT));
	}

}
