package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

import io.llmprovider.protocol.StreamSink;

/**
 * The blocks of an item, one for each part of one kind. A part that is told as a whole
 * only grows by what its pieces have not told.
 */
final class ResponsesBlocks {

	private static final int NONE = -1;

	private final StreamSink sink;

	private final IntSupplier start;

	private final List<Block> blocks = new ArrayList<>(1);

	ResponsesBlocks(StreamSink sink, IntSupplier start) {
		this.sink = sink;
		this.start = start;
	}

	void delta(int index, String piece) {
		if (!piece.isEmpty()) {
			Block block = block(index);
			block.length += piece.length();
			this.sink.delta(open(block), piece);
		}
	}

	void whole(int index, String text) {
		int known = block(index).length;
		if (text.length() > known) {
			delta(index, text.substring(known));
		}
	}

	boolean isEmpty() {
		return this.blocks.stream().allMatch((block) -> block.length == 0);
	}

	/** Ends the blocks that are open, each with something to replay. */
	void end(Map<String, Object> replay) {
		for (Block block : this.blocks) {
			if (block.number != NONE) {
				replay.forEach((name, value) -> this.sink.replay(block.number, name, value));
				this.sink.ended(block.number);
				block.number = NONE;
			}
		}
	}

	private int open(Block block) {
		if (block.number == NONE) {
			block.number = this.start.getAsInt();
		}
		return block.number;
	}

	private Block block(int index) {
		for (Block block : this.blocks) {
			if (block.index == index) {
				return block;
			}
		}
		Block block = new Block(index);
		this.blocks.add(block);
		return block;
	}

	private static final class Block {

		private final int index;

		private int number = NONE;

		private int length;

		Block(int index) {
			this.index = index;
		}

	}

}
