package io.llmprovider.protocol.openai.responses;

import java.util.Set;

import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one event. One instance serves a whole stream.
 */
final class ResponsesEvent {

	private static final Set<String> SILENT = Set.of("response.queued", "response.content_part.added",
			"response.content_part.done", "response.reasoning_summary_part.added",
			"response.reasoning_summary_part.done", "keepalive", "ping");

	String type = "";

	/** The place of the item among the answer's items, or -1 if the event names none. */
	int outputIndex;

	/** The id of the item, empty if the event names none. */
	String itemId = "";

	/** The place of a part of content inside its item. */
	int contentIndex;

	/** The place of a part of a summary inside its item. */
	int summaryIndex;

	/** More text of whatever the event is about. */
	@Nullable String delta;

	/** The whole text of whatever the event is about. */
	@Nullable String whole;

	/** Whether there is an error in it. */
	boolean failed;

	/** Whether nothing behind its type is of interest. */
	boolean over;

	/** Where the item or the response is in the bytes of the event. */
	final Range item = new Range();

	final Range response = new Range();

	final FrameHoles holes = new FrameHoles();

	void clear() {
		this.type = "";
		this.outputIndex = -1;
		this.itemId = "";
		this.contentIndex = 0;
		this.summaryIndex = 0;
		this.delta = null;
		this.whole = null;
		this.failed = false;
		this.over = false;
		this.item.set(0, 0);
		this.response.set(0, 0);
		this.holes.clear();
	}

	/**
	 * Whether events of a type say nothing that another one does not say.
	 * @param type the type
	 */
	static boolean isSilent(String type) {
		return SILENT.contains(type);
	}

	/**
	 * A part of the event's bytes.
	 */
	static final class Range {

		private int from;

		private int to;

		void set(int first, int behind) {
			this.from = first;
			this.to = behind;
		}

		int from() {
			return this.from;
		}

		int length() {
			return this.to - this.from;
		}

	}

}
