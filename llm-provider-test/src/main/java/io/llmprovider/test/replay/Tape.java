package io.llmprovider.test.replay;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What a recorder has heard. An exchange has its place from when its request arrived.
 */
final class Tape {

	private final RecordingRules rules;

	private final List<Take> takes = new ArrayList<>();

	private final Set<String> secrets = new TreeSet<>();

	Tape(RecordingRules rules) {
		this.rules = rules;
	}

	synchronized Take begin(String method, URI uri, Collection<Map.Entry<String, String>> headers, byte[] body) {
		Redaction redaction = Redaction.of(this.rules, headers, uri);
		this.secrets.addAll(redaction.secrets());
		Take take = new Take(redaction, method, uri, headers, body);
		this.takes.add(take);
		return take;
	}

	synchronized void clear() {
		this.takes.clear();
	}

	synchronized void awaitIdle(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			while (this.takes.stream().anyMatch((take) -> !take.ended)) {
				long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				if (millis <= 0) {
					return;
				}
				wait(millis);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	synchronized Cassette cassette() {
		List<RecordedExchange> exchanges = new ArrayList<>();
		for (Take take : this.takes) {
			RecordedExchange exchange = take.exchange();
			if (exchange != null) {
				exchanges.add(exchange);
			}
		}
		Cassette cassette = new Cassette(exchanges);
		String text = cassette.text();
		if (this.secrets.stream().anyMatch(text::contains)) {
			throw new IllegalStateException("The recording holds a credential of one of its requests in a form that"
					+ " was not recognized. Nothing was written; name it in RecordingRules.secrets.");
		}
		return cassette;
	}

	/**
	 * One exchange while it is recorded.
	 */
	final class Take {

		private final Redaction redaction;

		private final String method;

		private final URI uri;

		private final Collection<Map.Entry<String, String>> headers;

		private final byte[] body;

		private final List<RecordedChunk> chunks = new ArrayList<>();

		private int status;

		private Map<String, List<String>> responseHeaders = Map.of();

		private RecordedEnding ending = RecordedEnding.CANCELLED;

		private long last = System.nanoTime();

		private boolean ended;

		private Take(Redaction redaction, String method, URI uri, Collection<Map.Entry<String, String>> headers,
				byte[] body) {
			this.redaction = redaction;
			this.method = method;
			this.uri = uri;
			this.headers = headers;
			this.body = body;
		}

		void head(int status, Map<String, List<String>> headers) {
			synchronized (Tape.this) {
				this.status = status;
				this.responseHeaders = headers;
			}
		}

		void chunk(byte[] bytes) {
			synchronized (Tape.this) {
				long now = System.nanoTime();
				Duration after = Tape.this.rules.delays() ? Duration.ofMillis((now - this.last) / 1_000_000)
						: Duration.ZERO;
				this.last = now;
				if (bytes.length > 0) {
					this.chunks.add(new RecordedChunk(bytes, after));
				}
			}
		}

		void end(RecordedEnding ending) {
			synchronized (Tape.this) {
				if (!this.ended) {
					this.ended = true;
					this.ending = ending;
					Tape.this.notifyAll();
				}
			}
		}

		/**
		 * Null if the server could not be reached: that is no traffic; and if it is a
		 * form: no API of a model takes one, but servers that give out tokens do.
		 */
		private @Nullable RecordedExchange exchange() {
			if (this.status == 0 || isForm()) {
				return null;
			}
			try {
				RecordedRequest request = new RecordedRequest(this.method, this.redaction.url(this.uri),
						this.redaction.requestHeaders(this.headers), this.redaction.body(this.body));
				return new RecordedExchange(request,
						new RecordedResponse(this.status,
								this.redaction.responseHeaders(this.status, this.responseHeaders),
								this.redaction.chunks(this.chunks), this.ending));
			}
			catch (UnsafeRecordingException ex) {
				throw new IllegalStateException(this.method + " " + this.redaction.url(this.uri)
						+ " cannot be recorded: " + ex.getMessage() + ". Nothing was written.", ex);
			}
		}

		private boolean isForm() {
			return this.headers.stream()
				.anyMatch((header) -> header.getKey().equalsIgnoreCase("content-type")
						&& header.getValue().startsWith("application/x-www-form-urlencoded"));
		}

	}

}
