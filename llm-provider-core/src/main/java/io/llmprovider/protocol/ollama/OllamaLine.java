package io.llmprovider.protocol.ollama;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one line says; used again for each line of an answer.
 */
final class OllamaLine {

	private final List<Call> calls = new ArrayList<>();

	@Nullable String model;

	String thinking = "";

	String content = "";

	boolean done;

	@Nullable String doneReason;

	boolean error;

	@Nullable String logprobs;

	@Nullable String remoteModel;

	@Nullable String remoteHost;

	OllamaUsage usage = new OllamaUsage();

	List<Call> calls() {
		return this.calls;
	}

	void clear() {
		this.calls.clear();
		this.thinking = "";
		this.content = "";
		this.done = false;
		this.doneReason = null;
		this.error = false;
		this.logprobs = null;
	}

	/**
	 * A tool call, always whole.
	 *
	 * @param id the server's id, or null
	 * @param name the tool's name
	 * @param arguments the arguments as JSON text
	 */
	record Call(@Nullable String id, String name, String arguments) {
	}

}
