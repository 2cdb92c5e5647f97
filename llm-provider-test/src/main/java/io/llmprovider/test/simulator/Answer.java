package io.llmprovider.test.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the simulator answers: steps that every protocol can say, an error in the
 * provider's shape, or bytes as they are; and under which conditions it is delivered. An
 * answer can be given any number of times.
 */
public final class Answer {

	private final Source source;

	private final Conditions conditions;

	Answer(Source source, Conditions conditions) {
		this.source = source;
		this.conditions = conditions;
	}

	/**
	 * Starts an answer made of steps.
	 * @return a builder
	 */
	public static AnswerBuilder builder() {
		return new AnswerBuilder();
	}

	/**
	 * An answer of text, streamed word by word.
	 * @param text the text
	 * @return the answer
	 */
	public static Answer text(String text) {
		return builder().text(text).build();
	}

	/**
	 * An answer that calls one tool.
	 * @param name the tool's name
	 * @param arguments the arguments as JSON text
	 * @return the answer
	 */
	public static Answer toolCall(String name, String arguments) {
		return builder().toolCall(name, arguments).build();
	}

	/**
	 * An HTTP error in the provider's shape.
	 * @param error the error
	 * @return the answer
	 */
	public static Answer error(SimulatedError error) {
		return of((dialect, request, setup, pace) -> dialect.error(error));
	}

	/**
	 * An HTTP error in the provider's shape.
	 * @param status the HTTP status
	 * @param message the provider's words
	 * @return the answer
	 */
	public static Answer error(int status, String message) {
		return error(SimulatedError.of(status, message));
	}

	/**
	 * What the provider says to a token or key that was good until now.
	 * @return the answer
	 */
	public static Answer expiredToken() {
		return of((dialect, request, setup, pace) -> dialect.error(dialect.expiredToken()));
	}

	/**
	 * A status with any body, whatever the protocol.
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body
	 * @return the answer
	 */
	public static Answer status(int status, String contentType, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return of((dialect, request, setup, pace) -> WireAnswer.whole(status, contentType, bytes));
	}

	/**
	 * A page of HTML, as proxies answer.
	 * @param status the HTTP status
	 * @return the answer
	 */
	public static Answer html(int status) {
		return status(status, "text/html; charset=UTF-8", """
				<!DOCTYPE html>
				<html><head><title>%1$d</title></head>
				<body><center><h1>%1$d</h1></center><hr><center>proxy</center></body></html>
				""".formatted(status));
	}

	/**
	 * A redirection.
	 * @param status the HTTP status, 301, 302, 303, 307 or 308
	 * @param location where to
	 * @return the answer
	 */
	public static Answer redirect(int status, String location) {
		return status(status, "text/plain", "").header("location", location);
	}

	/**
	 * Bytes as they are, for recorded answers. Each chunk is sent as one HTTP chunk.
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param chunks the body; chunks must not be empty, because an empty chunk ends an
	 * HTTP body
	 * @return the answer
	 * @throws IllegalArgumentException if a chunk is empty
	 */
	public static Answer raw(int status, String contentType, List<byte[]> chunks) {
		List<byte[]> copy = chunks.stream().map(byte[]::clone).toList();
		if (copy.stream().anyMatch((chunk) -> chunk.length == 0)) {
			throw new IllegalArgumentException("An empty chunk would end the body");
		}
		return of((dialect, request, setup, pace) -> WireAnswer.chunks(status, contentType, copy));
	}

	/**
	 * No answer, ever: not even headers. The connection stays open until one side closes
	 * it.
	 * @return the answer
	 */
	public static Answer silence() {
		return text("").breaking(Ending.HANG);
	}

	/**
	 * A connection that is reset before the first byte.
	 * @return the answer
	 */
	public static Answer reset() {
		return text("").breaking(Ending.RESET);
	}

	/**
	 * A connection that is closed before the first byte.
	 * @return the answer
	 */
	public static Answer closed() {
		return text("").breaking(Ending.CLOSE);
	}

	static Answer of(Source source) {
		return new Answer(source, Conditions.NONE);
	}

	private Answer breaking(Ending ending) {
		return new Answer(this.source, this.conditions.withBreakage(Breakage.beforeHeaders(ending)));
	}

	/**
	 * The same answer after a wait.
	 * @param delay how long to wait before the headers
	 * @return the changed answer
	 */
	public Answer delayed(Duration delay) {
		return new Answer(this.source, this.conditions.withDelay(delay));
	}

	/**
	 * The same answer at a pace.
	 * @param pace how long to wait before each delta
	 * @return the changed answer
	 */
	public Answer paced(Duration pace) {
		return new Answer(this.source, this.conditions.withPace(pace));
	}

	/**
	 * The same answer in small pieces, whatever it is made of: events and characters are
	 * cut apart.
	 * @param bytes how many bytes each piece has
	 * @param pace how long to wait before each piece; zero for not at all
	 * @return the changed answer
	 * @throws IllegalArgumentException if a piece would be empty
	 */
	public Answer dripping(int bytes, Duration pace) {
		if (bytes < 1) {
			throw new IllegalArgumentException("A piece has at least one byte, not " + bytes);
		}
		return new Answer(this.source, this.conditions.withDrip(new Conditions.Drip(bytes, pace)));
	}

	/**
	 * The same answer with another header; a content type given here is sent in place of
	 * the right one.
	 * @param name the header's name
	 * @param value its value
	 * @return the changed answer
	 */
	public Answer header(String name, String value) {
		return new Answer(this.source, this.conditions.withHeader(name.toLowerCase(Locale.ROOT), value));
	}

	/**
	 * The same answer, cut: the connection is closed after so many bytes of the body. A
	 * shorter body is sent whole.
	 * @param bytes how many bytes of the body are sent; with 0 the headers are
	 * @return the changed answer
	 */
	public Answer cutAfter(long bytes) {
		return new Answer(this.source, this.conditions.withBreakage(Breakage.after(bytes, Ending.CLOSE)));
	}

	/**
	 * The same answer, cut by a reset of the connection.
	 * @param bytes how many bytes of the body are sent; with 0 the headers are
	 * @return the changed answer
	 */
	public Answer resetAfter(long bytes) {
		return new Answer(this.source, this.conditions.withBreakage(Breakage.after(bytes, Ending.RESET)));
	}

	Conditions conditions() {
		return this.conditions;
	}

	WireAnswer render(Dialect dialect, SimulatedRequest request, Setup setup, Duration usualPace) {
		Duration pace = this.conditions.pace();
		WireAnswer answer = this.source.render(dialect, request, setup, (pace != null) ? pace : usualPace);
		for (var header : this.conditions.headers().entrySet()) {
			answer = answer.withHeader(header.getKey(), header.getValue());
		}
		Conditions.Drip drip = this.conditions.drip();
		if (drip != null) {
			answer = new WireAnswer(answer.status(), answer.headers(), answer.before(), drip.of(answer.frames()),
					answer.ending());
		}
		return answer.delayed(this.conditions.delay());
	}

	/**
	 * Where the bytes of an answer come from.
	 */
	@FunctionalInterface
	interface Source {

		WireAnswer render(Dialect dialect, SimulatedRequest request, Setup setup, Duration pace);

	}

}
