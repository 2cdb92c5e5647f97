package io.llmprovider.chat;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it grows: blocks by index, each open or complete. Used by one thread at
 * a time. What it gives at any moment holds all that had arrived until then; an open text
 * or reasoning block counts as it stands, an open tool call is left out, because half a
 * call must never be executed.
 */
public final class PartialAnswer {

	private final List<@Nullable Block> blocks = new ArrayList<>();

	private final boolean keepingText;

	/** The text that grew last, so that its next piece need not look for it. */
	private @Nullable StringBuilder growing;

	private int growingIndex = -1;

	/**
	 * An answer that keeps all that arrives.
	 */
	public PartialAnswer() {
		this(true);
	}

	/**
	 * An answer that may keep less.
	 * @param keepingText whether text and reasoning are kept, beside everything else
	 */
	public PartialAnswer(boolean keepingText) {
		this.keepingText = keepingText;
	}

	/**
	 * A block of text begins.
	 * @param index its index
	 */
	public void textStarted(int index) {
		put(index, new Block(Kind.TEXT, null, null));
	}

	/**
	 * A block of reasoning begins.
	 * @param index its index
	 */
	public void reasoningStarted(int index) {
		put(index, new Block(Kind.REASONING, null, null));
	}

	/**
	 * A tool call begins.
	 * @param index its index
	 * @param id the call's id
	 * @param name the tool's name
	 */
	public void toolCallStarted(int index, String id, String name) {
		put(index, new Block(Kind.TOOL_CALL, id, name));
	}

	/**
	 * An open block grows.
	 * @param index its index
	 * @param piece text, reasoning or JSON
	 */
	public void append(int index, String piece) {
		StringBuilder known = this.growing;
		if (known != null && this.growingIndex == index) {
			known.append(piece);
			return;
		}
		Block block = open(index);
		if (this.keepingText || block.kind == Kind.TOOL_CALL) {
			block.text.append(piece);
			this.growing = block.text;
			this.growingIndex = index;
		}
	}

	/**
	 * How much an open block holds.
	 * @param index its index
	 * @return a number of characters
	 */
	public int length(int index) {
		return open(index).text.length();
	}

	/**
	 * What an open block holds.
	 * @param index its index
	 * @return its text so far
	 */
	public String text(int index) {
		return open(index).text.toString();
	}

	/**
	 * A block is complete, or came complete.
	 * @param index its index
	 * @param content the block
	 */
	public void complete(int index, AssistantContent content) {
		Block block = new Block(Kind.COMPLETE, null, null);
		block.content = content;
		boolean kept = this.keepingText || !(content instanceof Text || content instanceof Reasoning);
		put(index, kept ? block : null);
	}

	/**
	 * The block at an index, closed as {@link PartialAnswer} closes open ones, or whole.
	 * @param index its index
	 * @param replay what the provider wants back, or null
	 * @return the block
	 */
	public AssistantContent close(int index, @Nullable ReplayData replay) {
		AssistantContent content = open(index).toContent(replay);
		complete(index, content);
		return content;
	}

	/**
	 * Whether nothing has begun.
	 * @return whether there is no block
	 */
	public boolean isEmpty() {
		return this.blocks.isEmpty();
	}

	/**
	 * The blocks as they stand.
	 * @return complete blocks, and open ones that are text or reasoning and not empty
	 */
	public List<AssistantContent> content() {
		List<AssistantContent> content = new ArrayList<>(this.blocks.size());
		for (Block block : this.blocks) {
			if (block != null && block.content != null) {
				content.add(block.content);
			}
			else if (block != null && block.kind != Kind.TOOL_CALL && !block.text.isEmpty()) {
				content.add(block.toContent(null));
			}
		}
		return content;
	}

	/**
	 * The answer as it stands.
	 * @param started who answers
	 * @param usage what is known of the usage
	 * @param reason why it is not whole
	 * @return the partial answer
	 */
	public ChatResponse toResponse(StreamEvent.Started started, Usage usage, FinishReason reason) {
		return ChatResponse.builder(started.provider(), started.model(), started.api())
			.responseId(started.responseId())
			.content(content())
			.usage(usage)
			.finishReason(reason)
			.build();
	}

	private void put(int index, @Nullable Block block) {
		while (this.blocks.size() <= index) {
			this.blocks.add(null);
		}
		this.blocks.set(index, block);
		this.growing = null;
	}

	private Block open(int index) {
		Block block = (index < this.blocks.size()) ? this.blocks.get(index) : null;
		if (block == null || block.content != null) {
			throw new IllegalStateException("Block " + index + " is not open");
		}
		return block;
	}

	private enum Kind {

		TEXT, REASONING, TOOL_CALL, COMPLETE

	}

	private static final class Block {

		private final Kind kind;

		private final @Nullable String id;

		private final @Nullable String name;

		private final StringBuilder text = new StringBuilder();

		private @Nullable AssistantContent content;

		Block(Kind kind, @Nullable String id, @Nullable String name) {
			this.kind = kind;
			this.id = id;
			this.name = name;
		}

		AssistantContent toContent(@Nullable ReplayData replay) {
			if (this.kind == Kind.TEXT) {
				return new Text(this.text.toString(), null, replay);
			}
			if (this.kind == Kind.REASONING) {
				return new Reasoning(this.text.toString(), false, replay);
			}
			if (this.id == null || this.name == null) {
				throw new IllegalStateException("A tool call without id or name");
			}
			return new ToolCall(this.id, this.name, this.text.toString(), replay);
		}

	}

}
