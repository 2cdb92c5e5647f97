package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of a stream, or one whole answer, says. It is read completely before any
 * of it takes effect, and one object serves a whole stream.
 */
final class CompletionsChunk {

	/** The first choice; the others are passed over. */
	CompletionsChoice choice = new CompletionsChoice();

	/** Where a choice is read whose number is not yet known. */
	CompletionsChoice spare = new CompletionsChoice();

	@Nullable String id;

	@Nullable String model;

	/** Whether there is a member {@code choices} that is a list. */
	boolean hasChoices;

	/** How many choices there are, of any number. */
	int choiceCount;

	boolean hasFirstChoice;

	@Nullable Map<String, @Nullable Object> usage;

	@Nullable Map<String, @Nullable Object> groqUsage;

	/** Whether it is the whole answer, sent as if it were a chunk. */
	boolean whole;

	/** Whether the chunk reports a failure. */
	boolean failed;

	/** An error that does not stand at the top: the choice's own, or Groq's note. */
	@Nullable Object nestedError;

	final List<Extra> extras = new ArrayList<>();

	final FrameHoles holes = new FrameHoles();

	void clear() {
		this.choice.clear();
		this.id = null;
		this.model = null;
		this.hasChoices = false;
		this.choiceCount = 0;
		this.hasFirstChoice = false;
		this.usage = null;
		this.groqUsage = null;
		this.whole = false;
		this.failed = false;
		this.nestedError = null;
		this.extras.clear();
		this.holes.clear();
	}

	/** Makes the choice that was just read the first one. */
	void takeSpare() {
		CompletionsChoice first = this.spare;
		this.spare = this.choice;
		this.choice = first;
		this.hasFirstChoice = true;
	}

	/**
	 * A member that is only kept. The bytes of a container are looked at again when it
	 * turns out to be another than in the chunk before.
	 *
	 * @param name its name
	 * @param value a plain value, or null for a container
	 * @param from where a container begins in the frame's array
	 * @param to where it ends
	 */
	record Extra(String name, @Nullable Object value, int from, int to) {

	}

}
