package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from their pieces. Servers differ in what they repeat: a piece
 * belongs to the call of its id, else to the call of its index, else to the latest call.
 */
final class CompletionsToolCalls {

	private final StreamSink sink;

	private final Runnable beforeStart;

	private final List<Call> calls = new ArrayList<>();

	/**
	 * Creates an empty list.
	 * @param sink where calls are written
	 * @param beforeStart runs before a call begins, to end what is open
	 */
	CompletionsToolCalls(StreamSink sink, Runnable beforeStart) {
		this.sink = sink;
		this.beforeStart = beforeStart;
	}

	/**
	 * Takes a piece.
	 * @param piece the piece
	 * @param fragment whether it may be a part of a call; else it is one, whatever id it
	 * has
	 * @return the call to which it belongs
	 */
	Call accept(CompletionsToolPiece piece, boolean fragment) {
		Call call = fragment ? find(piece) : null;
		if (call == null) {
			this.calls.forEach(this::startIfNamed);
			call = new Call(piece.index);
			this.calls.add(call);
		}
		if (call.id == null && piece.id != null) {
			call.id = piece.id;
		}
		call.custom |= piece.custom;
		if (call.name.isEmpty()) {
			call.name = piece.name;
		}
		if (piece.extraContent != null && !piece.extraContent.isEmpty()) {
			call.extraContent = piece.extraContent;
		}
		// The id may come behind the name, but not behind the arguments.
		if (call.id != null || !piece.arguments.isEmpty() || !call.held.isEmpty()) {
			startIfNamed(call);
		}
		append(call, piece.arguments);
		return call;
	}

	private void startIfNamed(Call call) {
		if (!call.isStarted() && !call.name.isEmpty()) {
			start(call);
		}
	}

	/**
	 * Adds to a call's arguments.
	 * @param call the call
	 * @param arguments more of its JSON text, possibly empty
	 */
	void append(Call call, String arguments) {
		if (arguments.isEmpty()) {
			return;
		}
		if (!call.isStarted() || call.custom) {
			call.held.append(arguments);
		}
		else if (!call.ended) {
			call.scan.add(arguments);
			this.sink.delta(call.block, arguments);
		}
		else if (!arguments.isBlank()) {
			this.sink.warn(new Warning("tool-arguments-dropped",
					"The provider added to the arguments of tool call '" + call.name + "' after they were complete"));
		}
	}

	/** The answer is whole: ends what is open, and drops what never got a name. */
	void end() {
		for (Call call : this.calls) {
			startIfNamed(call);
			if (!call.isStarted() && !call.held.toString().isBlank()) {
				this.sink.warn(new Warning("tool-call-dropped", "The provider sent a tool call without a name"));
			}
			else if (call.isStarted() && !call.ended) {
				end(call);
			}
		}
	}

	private @Nullable Call find(CompletionsToolPiece piece) {
		if (piece.id != null) {
			Call sameId = byId(piece.id, piece.index);
			return (sameId != null) ? sameId : withoutThisId(piece);
		}
		Call call = (piece.index != null) ? byIndex(piece.index) : latest();
		boolean again = call != null && !piece.name.isEmpty() && !call.name.isEmpty();
		if (!again || call == null) {
			return call;
		}
		// The name a second time: some servers repeat it with each piece, others send
		// several calls without telling them apart.
		boolean other = piece.index == null || !call.name.equals(piece.name) || call.scan.isComplete();
		return other ? null : call;
	}

	/**
	 * An id that was not seen before is a new call, unless the call of its index has none
	 * yet, or is repeated under another id without a name.
	 */
	private @Nullable Call withoutThisId(CompletionsToolPiece piece) {
		Call call = (piece.index != null) ? byIndex(piece.index) : null;
		if (call == null) {
			return null;
		}
		boolean nameless = piece.name.isEmpty();
		boolean unnamed = call.id == null && call.name.isEmpty();
		return (nameless || unnamed) ? call : null;
	}

	private @Nullable Call byId(String id, @Nullable Integer index) {
		for (int i = this.calls.size() - 1; i >= 0; i--) {
			Call call = this.calls.get(i);
			boolean sameIndex = index == null || call.index == null || index.equals(call.index);
			if (id.equals(call.id) && sameIndex) {
				return call;
			}
		}
		return null;
	}

	private @Nullable Call byIndex(int index) {
		for (int i = this.calls.size() - 1; i >= 0; i--) {
			Integer known = this.calls.get(i).index;
			if (known != null && known == index) {
				return this.calls.get(i);
			}
		}
		return null;
	}

	private @Nullable Call latest() {
		return this.calls.isEmpty() ? null : this.calls.get(this.calls.size() - 1);
	}

	private void start(Call call) {
		for (Call earlier : this.calls) {
			if (earlier.isStarted() && !earlier.ended && earlier.scan.isComplete()) {
				end(earlier);
			}
		}
		this.beforeStart.run();
		call.block = this.sink.toolCallStarted(call.id, call.name);
		String held = call.held.toString();
		if (!call.custom) {
			call.held.setLength(0);
			append(call, held);
		}
	}

	private void end(Call call) {
		call.ended = true;
		if (call.extraContent != null) {
			this.sink.replay(call.block, CompletionsReplay.EXTRA_CONTENT, call.extraContent);
		}
		this.sink.toolCallEnded(call.block, call.custom ? Json.text(Map.of("input", call.held.toString())) : null);
	}

	/**
	 * A call while it arrives.
	 */
	static final class Call {

		private final @Nullable Integer index;

		private final ArgumentsScan scan = new ArgumentsScan();

		private final StringBuilder held = new StringBuilder(0);

		private @Nullable String id;

		private String name = "";

		private boolean custom;

		private @Nullable Map<String, @Nullable Object> extraContent;

		private int block = -1;

		private boolean ended;

		Call(@Nullable Integer index) {
			this.index = index;
		}

		private boolean isStarted() {
			return this.block >= 0;
		}

		/** Whether more arguments would be handed on at once. */
		boolean isOpen() {
			return isStarted() && !this.ended && !this.custom;
		}

	}

	/**
	 * Tells when a JSON object that comes in pieces is whole.
	 */
	static final class ArgumentsScan {

		private int depth;

		private boolean inText;

		private boolean escaped;

		private boolean complete;

		void add(String piece) {
			for (int i = 0; i < piece.length(); i++) {
				char c = piece.charAt(i);
				if (this.escaped) {
					this.escaped = false;
				}
				else if (this.inText) {
					this.escaped = c == '\\';
					this.inText = c != '"';
				}
				else {
					outsideText(c);
				}
			}
		}

		private void outsideText(char c) {
			switch (c) {
				case '"' -> this.inText = true;
				case '{', '[' -> this.depth++;
				case '}', ']' -> this.complete = --this.depth == 0;
				default -> {
				}
			}
		}

		boolean isComplete() {
			return this.complete;
		}

	}

}
