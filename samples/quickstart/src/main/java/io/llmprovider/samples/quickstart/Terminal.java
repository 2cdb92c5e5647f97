package io.llmprovider.samples.quickstart;

import java.io.PrintStream;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Shows events as they arrive: text as it is, reasoning dimmed.
 */
class Terminal {

	private static final String DIM = "\u001B[2m";

	private static final String BOLD = "\u001B[1m";

	private static final String PLAIN = "\u001B[0m";

	private final PrintStream out;

	Terminal(PrintStream out) {
		this.out = out;
	}

	void heading(String text) {
		this.out.println(BOLD + text + PLAIN);
	}

	void show(StreamEvent event) {
		if (event instanceof StreamEvent.TextDelta delta) {
			this.out.print(delta.text());
		}
		else if (event instanceof StreamEvent.ReasoningDelta delta) {
			this.out.print(DIM + delta.text() + PLAIN);
		}
		else if (event instanceof StreamEvent.ReasoningEnded || event instanceof StreamEvent.TextEnded) {
			this.out.println();
		}
		this.out.flush();
	}

	void tool(ToolCall call, String result) {
		this.out.println(DIM + "→ " + call.name() + " " + call.arguments() + PLAIN);
		this.out.println(DIM + "← " + result + PLAIN);
	}

	void usage(ChatResponse response) {
		Usage usage = response.usage();
		this.out.println(DIM + "[" + response.provider() + ":" + response.model() + ", " + response.finishReason()
				+ ", " + count(usage.inputTokens()) + " tokens in, " + count(usage.outputTokens()) + " out]" + PLAIN);
	}

	void prompt() {
		this.out.print("> ");
		this.out.flush();
	}

	void line(String text) {
		this.out.println(text);
	}

	private static String count(@Nullable Long tokens) {
		return (tokens != null) ? tokens.toString() : "?";
	}

}
