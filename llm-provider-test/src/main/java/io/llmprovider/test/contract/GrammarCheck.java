package io.llmprovider.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEventVisitor;
import io.llmprovider.chat.Text;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the events of one answer, see {@link EventGrammar}; each visit gives the
 * violations so far.
 */
final class GrammarCheck implements StreamEventVisitor<List<String>> {

	private final List<String> violations = new ArrayList<>();

	private final List<Block> blocks = new ArrayList<>();

	private @Nullable Usage usage;

	private @Nullable ChatResponse response;

	private boolean started;

	private GrammarCheck() {
	}

	static List<String> violations(List<StreamEvent> events, @Nullable Throwable failure) {
		GrammarCheck grammar = new GrammarCheck();
		for (StreamEvent event : events) {
			if (grammar.response != null) {
				grammar.violated(event + " after Finished");
			}
			event.accept(grammar);
		}
		grammar.end(failure);
		return grammar.violations;
	}

	private void end(@Nullable Throwable failure) {
		if (failure == null) {
			require(this.response != null, "the events end without Finished");
		}
		else {
			require(this.response == null, "a failure after Finished");
			Optional<ChatResponse> partial = (failure instanceof LlmException failed) ? failed.partialResponse()
					: Optional.empty();
			partial.ifPresent((kept) -> {
				require(kept.text().equals(joined(Kind.TEXT)), "the partial text is not what the events told");
				require(kept.reasoning().equals(joined(Kind.REASONING)),
						"the partial reasoning is not what the events told");
			});
		}
	}

	private String joined(Kind kind) {
		StringBuilder text = new StringBuilder();
		this.blocks.stream().filter((block) -> block.kind == kind).forEach((block) -> text.append(block.text));
		return text.toString();
	}

	@Override
	public List<String> started(StreamEvent.Started event) {
		require(!this.started, "Started comes twice");
		this.started = true;
		return this.violations;
	}

	@Override
	public List<String> textStarted(StreamEvent.TextStarted event) {
		begin(event, Kind.TEXT);
		return this.violations;
	}

	@Override
	public List<String> textDelta(StreamEvent.TextDelta event) {
		grow(event, Kind.TEXT, event.text());
		return this.violations;
	}

	@Override
	public List<String> textEnded(StreamEvent.TextEnded event) {
		Text text = event.block();
		Block block = finish(event, Kind.TEXT, text);
		require(block == null || text.text().contentEquals(block.text), event.index(), "is not the sum of its deltas");
		return this.violations;
	}

	@Override
	public List<String> reasoningStarted(StreamEvent.ReasoningStarted event) {
		begin(event, Kind.REASONING);
		return this.violations;
	}

	@Override
	public List<String> reasoningDelta(StreamEvent.ReasoningDelta event) {
		grow(event, Kind.REASONING, event.text());
		return this.violations;
	}

	@Override
	public List<String> reasoningEnded(StreamEvent.ReasoningEnded event) {
		Reasoning reasoning = event.block();
		Block block = finish(event, Kind.REASONING, reasoning);
		require(block == null || reasoning.text().contentEquals(block.text), event.index(),
				"is not the sum of its deltas");
		return this.violations;
	}

	@Override
	public List<String> toolCallStarted(StreamEvent.ToolCallStarted event) {
		require(!event.id().isEmpty() && !event.name().isEmpty(), event.index(), "has no id or no name");
		begin(event, Kind.TOOL_CALL).label = event.id() + ' ' + event.name();
		return this.violations;
	}

	@Override
	public List<String> toolCallDelta(StreamEvent.ToolCallDelta event) {
		grow(event, Kind.TOOL_CALL, event.json());
		return this.violations;
	}

	@Override
	public List<String> toolCallEnded(StreamEvent.ToolCallEnded event) {
		Block block = finish(event, Kind.TOOL_CALL, event.call());
		require(block == null || block.label.equals(event.call().id() + ' ' + event.call().name()), event.index(),
				"ends with another id or name");
		return this.violations;
	}

	@Override
	public List<String> serverToolCalled(StreamEvent.ServerToolCalled event) {
		begin(event, Kind.WHOLE).content = event.call();
		return this.violations;
	}

	@Override
	public List<String> serverToolReturned(StreamEvent.ServerToolReturned event) {
		begin(event, Kind.WHOLE).content = event.result();
		return this.violations;
	}

	@Override
	public List<String> imageReceived(StreamEvent.ImageReceived event) {
		begin(event, Kind.WHOLE).content = event.image();
		return this.violations;
	}

	@Override
	public List<String> usageReported(StreamEvent.UsageReported event) {
		require(this.started, "UsageReported before Started");
		require(this.usage == null, "UsageReported comes twice");
		requireAllEnded("UsageReported");
		this.usage = event.usage();
		return this.violations;
	}

	@Override
	public List<String> finished(StreamEvent.Finished event) {
		require(this.started, "Finished before Started");
		requireAllEnded("Finished");
		this.response = event.response();
		List<AssistantContent> told = this.blocks.stream().map((block) -> block.content).toList();
		require(told.equals(this.response.content()), "Finished has not the blocks that the events told");
		require(this.response.usage().equals((this.usage != null) ? this.usage : Usage.UNKNOWN),
				"Finished has not the usage that was reported");
		return this.violations;
	}

	@Override
	public List<String> providerEvent(StreamEvent.ProviderEvent event) {
		return this.violations;
	}

	private Block begin(StreamEvent.BlockEvent event, Kind kind) {
		require(this.started, event.index(), "begins before Started");
		require(this.usage == null, event.index(), "begins after UsageReported");
		require(event.index() == this.blocks.size(), event.index(), "begins where " + this.blocks.size() + " is next");
		Block block = new Block(kind);
		this.blocks.add(block);
		return block;
	}

	private void grow(StreamEvent.BlockEvent event, Kind kind, String piece) {
		require(!piece.isEmpty(), event.index(), "has an empty delta");
		Block block = open(event, kind);
		if (block != null) {
			block.text.append(piece);
		}
	}

	private @Nullable Block finish(StreamEvent.BlockEvent event, Kind kind, AssistantContent content) {
		Block block = open(event, kind);
		if (block != null) {
			block.content = content;
		}
		return block;
	}

	private @Nullable Block open(StreamEvent.BlockEvent event, Kind kind) {
		boolean known = event.index() >= 0 && event.index() < this.blocks.size();
		Block block = known ? this.blocks.get(event.index()) : null;
		if (block == null || block.kind != kind || block.content != null) {
			violated(event.index(), event.getClass().getSimpleName() + " without an open block of its kind");
			return null;
		}
		return block;
	}

	private void requireAllEnded(String event) {
		for (int i = 0; i < this.blocks.size(); i++) {
			require(this.blocks.get(i).content != null, i, "is open at " + event);
		}
	}

	private void require(boolean kept, int block, String what) {
		if (!kept) {
			violated(block, what);
		}
	}

	private void require(boolean kept, String what) {
		if (!kept) {
			violated(what);
		}
	}

	private void violated(int block, String what) {
		violated("block " + block + " " + what);
	}

	private void violated(String what) {
		this.violations.add(what);
	}

	private enum Kind {

		TEXT, REASONING, TOOL_CALL, WHOLE

	}

	private static final class Block {

		private final Kind kind;

		private final StringBuilder text = new StringBuilder();

		private String label = "";

		private @Nullable AssistantContent content;

		Block(Kind kind) {
			this.kind = kind;
		}

	}

}
