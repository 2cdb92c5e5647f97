package io.llmprovider.protocol.google;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * The calls of functions in an answer. Mostly each comes whole; where a server streams
 * arguments, a part with a name begins a call, parts without one go on with it, and it
 * ends when nothing more is announced, at the next call or with the answer; other parts
 * may stand between.
 *
 * @see <a href=
 * "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling">Streamed
 * arguments</a>
 */
final class GoogleCalls {

	private static final int NONE = -1;

	private final StreamSink sink;

	/** The names of calls that came with an id. */
	private final Map<String, String> known = new HashMap<>(0);

	private int open = NONE;

	private @Nullable GoogleArguments arguments;

	/** Whether parts without a name repeat a call that is there. */
	private boolean repeated;

	GoogleCalls(StreamSink sink) {
		this.sink = sink;
	}

	/**
	 * Takes one part.
	 * @param call the functionCall of the part
	 * @param signature the part's signature, or null
	 */
	void add(Map<String, @Nullable Object> call, @Nullable String signature) {
		boolean goesOn = Boolean.TRUE.equals(call.get("willContinue"));
		String name = (call.get("name") instanceof String text) ? text : "";
		if (!name.isEmpty()) {
			begin(name, (call.get("id") instanceof String text) ? text : null);
		}
		else if (this.open == NONE && !this.repeated) {
			if (!call.isEmpty()) {
				this.sink.providerEvent("functionCall", Json.text(call));
			}
			return;
		}
		if (this.open != NONE && this.arguments != null) {
			if (signature != null && !signature.isEmpty()) {
				this.sink.replay(this.open, GoogleReplay.SIGNATURE, signature);
			}
			fill(call, Objects.requireNonNull(this.arguments));
		}
		if (!goesOn) {
			end();
		}
	}

	/** Whatever is open is as whole as it gets. */
	void end() {
		this.repeated = false;
		if (this.open != NONE && this.arguments != null) {
			this.sink.delta(this.open, this.arguments.rest());
			this.sink.toolCallEnded(this.open, this.arguments.whole());
			this.open = NONE;
			this.arguments = null;
		}
	}

	private void begin(String name, @Nullable String id) {
		end();
		boolean hasId = id != null && !id.isEmpty();
		if (hasId && name.equals(this.known.get(id))) {
			this.repeated = true;
			return;
		}
		boolean taken = hasId && this.known.containsKey(id);
		this.open = this.sink.toolCallStarted(taken ? null : id, name);
		this.arguments = new GoogleArguments();
		if (hasId) {
			this.known.putIfAbsent(Objects.requireNonNull(id), name);
			this.sink.replay(this.open, GoogleReplay.ID, Objects.requireNonNull(id));
		}
	}

	private void fill(Map<String, @Nullable Object> call, GoogleArguments target) {
		if (call.get("args") instanceof Map<?, ?> whole) {
			this.sink.delta(this.open, target.all(whole));
		}
		if (call.get("partialArgs") instanceof List<?> pieces) {
			for (Object piece : pieces) {
				if (piece instanceof Map<?, ?> map) {
					this.sink.delta(this.open, target.piece(map));
				}
			}
		}
	}

}
