package io.llmprovider.samples.signin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.llmprovider.chat.StreamEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A terminal whose lines are read in the background, so that its end is noticed while
 * something else is waited for.
 */
class Terminal {

	private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private final PrintStream out;

	Terminal(InputStream in, PrintStream out) {
		this.out = out;
		Thread reader = new Thread(() -> readAll(in), "terminal");
		reader.setDaemon(true);
		reader.start();
	}

	private void readAll(InputStream in) {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				this.lines.add(Optional.of(line));
			}
		}
		catch (IOException ex) {
			line("The terminal cannot be read: " + ex.getMessage());
		}
		this.lines.add(Optional.empty());
		this.closed.tryEmitEmpty();
	}

	/** Completes when there will be no more lines. */
	Mono<Void> closed() {
		return this.closed.asMono();
	}

	/** The next line, or null if there will be none. */
	@Nullable String read() {
		this.out.print("> ");
		this.out.flush();
		try {
			return this.lines.take().orElse(null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	void line(String text) {
		this.out.println(text);
	}

	void show(StreamEvent event) {
		if (event instanceof StreamEvent.TextDelta delta) {
			this.out.print(delta.text());
			this.out.flush();
		}
		else if (event instanceof StreamEvent.Finished) {
			this.out.println();
		}
	}

}
