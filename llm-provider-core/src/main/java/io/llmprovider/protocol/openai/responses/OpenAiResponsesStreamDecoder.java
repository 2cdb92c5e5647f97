package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameTemplate;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.openai.responses.ResponsesEvent.Range;
import io.llmprovider.protocol.openai.responses.ResponsesItem.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the events of a streamed answer. The pieces of texts are walked over; of items
 * and responses a tree is made, which is once per item.
 *
 * @see <a href=
 * "https://platform.openai.com/docs/api-reference/responses-streaming">Streaming
 * events</a>
 */
final class OpenAiResponsesStreamDecoder implements StreamDecoder {

	private static final String TERMINATOR = "[DONE]";

	private final ChatCall call;

	private final StreamSink sink;

	private final ResponsesAnswer answer;

	private final ResponsesTerminal terminal;

	private final ResponsesEventReader reader = new ResponsesEventReader();

	private final ResponsesEvent event = new ResponsesEvent();

	private final FrameTemplate template = new FrameTemplate();

	private final boolean templates;

	/** What the event before belongs to, if it brought a piece of something known. */
	private @Nullable ResponsesItem growing;

	private Part part = Part.TEXT;

	private int index;

	private boolean complete;

	OpenAiResponsesStreamDecoder(ChatCall call, ResponsesAnswer answer, StreamSink sink) {
		this(call, answer, sink, true);
	}

	OpenAiResponsesStreamDecoder(ChatCall call, ResponsesAnswer answer, StreamSink sink, boolean templates) {
		this.templates = templates;
		this.call = call;
		this.sink = sink;
		this.answer = answer;
		this.terminal = new ResponsesTerminal(call, sink, this.answer);
	}

	@Override
	public void frame(Frame frame) {
		if (this.complete || frame.length() == 0 || frame.contentEquals(TERMINATOR)) {
			return;
		}
		String piece = this.template.match(frame);
		if (piece != null) {
			grow(piece);
			return;
		}
		this.growing = null;
		this.event.holes.enable(this.templates && this.template.isWanted());
		try {
			read(frame.type(), frame.array(), frame.offset(), frame.length());
			if (this.growing != null) {
				this.template.learn(frame, this.event.holes);
			}
		}
		catch (UnexpectedEndOfInputException ex) {
			throw ResponsesFailures.truncated(this.call, ex);
		}
		catch (JacksonException ex) {
			readLeniently(frame, ex);
		}
	}

	/** A model that writes byte by byte can leave half a character in an event. */
	private void readLeniently(Frame frame, JacksonException failure) {
		this.event.holes.enable(false);
		String text = frame.text();
		byte[] valid = text.getBytes(StandardCharsets.UTF_8);
		if (Arrays.equals(valid, 0, valid.length, frame.array(), frame.offset(), frame.offset() + frame.length())) {
			throw ResponsesFailures.notJson(this.call, text, failure);
		}
		try {
			read(frame.type(), valid, 0, valid.length);
		}
		catch (JacksonException ex) {
			throw ResponsesFailures.notJson(this.call, text, ex);
		}
	}

	private void read(@Nullable String name, byte[] array, int offset, int length) {
		if (!this.reader.read(array, offset, length, this.event)) {
			return;
		}
		if (this.event.type.isEmpty() && name != null) {
			// What the name of an event says, its bytes do not.
			this.event.holes.spoil();
			this.event.type = name;
		}
		// An event of the response's own may tell the failure of a tool.
		boolean own = this.event.type.startsWith("response.");
		if ("error".equals(this.event.type) || this.event.failed && !own) {
			throw ProviderErrors.inStream(this.call, Arrays.copyOfRange(array, offset, offset + length));
		}
		dispatch(array, offset, length);
	}

	private void dispatch(byte[] array, int offset, int length) {
		switch (this.event.type) {
			case "response.output_text.delta" -> delta(Part.TEXT, this.event.contentIndex);
			case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
				delta(Part.INPUT, 0);
			case "response.reasoning_summary_text.delta", "response.reasoning_summary.delta" ->
				delta(Part.SUMMARY, this.event.summaryIndex);
			case "response.reasoning_text.delta", "response.reasoning.delta" ->
				delta(Part.THOUGHT, this.event.contentIndex);
			case "response.refusal.delta" -> delta(Part.REFUSAL, this.event.contentIndex);
			case "response.output_text.done" -> whole(Part.TEXT, this.event.contentIndex);
			case "response.function_call_arguments.done", "response.custom_tool_call_input.done" ->
				whole(Part.INPUT, 0);
			case "response.reasoning_summary_text.done", "response.reasoning_summary.done" ->
				whole(Part.SUMMARY, this.event.summaryIndex);
			case "response.reasoning_text.done", "response.reasoning.done" ->
				whole(Part.THOUGHT, this.event.contentIndex);
			case "response.refusal.done" -> whole(Part.REFUSAL, this.event.contentIndex);
			case "response.output_item.added" -> added(tree(array, this.event.item));
			case "response.output_item.done" -> done(tree(array, this.event.item));
			case "response.created", "response.in_progress" -> this.terminal.identify(tree(array, this.event.response));
			case "response.completed", "response.incomplete", "response.failed", "response.done",
					"response.cancelled" ->
				over(array);
			default -> other(array, offset, length);
		}
	}

	private void added(JsonNode item) {
		this.answer.added(this.answer.newPlace(this.event.outputIndex, item.path("id").asString("")), item);
	}

	private void done(JsonNode item) {
		this.answer.done(this.answer.place(this.event.outputIndex, item.path("id").asString("")), item);
	}

	private void delta(Part part, int index) {
		this.growing = this.answer.item(part, place());
		this.part = part;
		this.index = index;
		if (this.event.delta != null) {
			grow(this.event.delta);
		}
	}

	private void grow(String piece) {
		if (this.growing != null) {
			this.growing.delta(this.part, this.index, piece);
		}
	}

	private void whole(Part part, int index) {
		if (this.event.whole != null) {
			this.answer.whole(part, place(), index, this.event.whole);
		}
	}

	private int place() {
		return this.answer.place(this.event.outputIndex, this.event.itemId);
	}

	private void over(byte[] array) {
		this.terminal.read(this.event.type, tree(array, this.event.response));
		this.complete = true;
	}

	private void other(byte[] array, int offset, int length) {
		if (!this.event.type.isEmpty() && !ResponsesEvent.isSilent(this.event.type)) {
			this.sink.providerEvent(this.event.type, new String(array, offset, length, StandardCharsets.UTF_8));
		}
	}

	private static JsonNode tree(byte[] array, Range range) {
		return Json.tree(array, range.from(), range.length());
	}

	@Override
	public void end() {
		if (!this.complete) {
			throw ResponsesFailures.truncated(this.call, null);
		}
	}

	@Override
	public boolean isComplete() {
		return this.complete;
	}

}
