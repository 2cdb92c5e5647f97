package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.PartialAnswer;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The one place where events are made and an answer is put together, so that streamed and
 * whole answers cannot disagree. It serves one exchange and one thread at a time.
 */
public final class Assembler implements StreamSink {

	private final Model model;

	private final String api;

	private final Limits limits;

	private final Consumer<StreamEvent> events;

	private final PartialAnswer answer = new PartialAnswer();

	private final List<OpenBlock> open = new ArrayList<>();

	private final List<Warning> warnings;

	private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

	/** What the provider said before the first block: it may yet be repeated. */
	private final List<StreamEvent> early = new ArrayList<>(0);

	private StreamEvent.@Nullable Started started;

	private @Nullable String responseId;

	private String responseModel;

	private int blocks;

	private int toolCalls;

	private int attempts = 1;

	private @Nullable StringBuilder refusal;

	private Usage usage = Usage.UNKNOWN;

	private @Nullable BigDecimal reportedCost;

	private FinishReason finishReason = FinishReason.OTHER;

	private @Nullable String rawFinishReason;

	/**
	 * Creates an assembler for one exchange.
	 * @param call the call that is answered
	 * @param api the API type over which the answer comes
	 * @param warnings what was changed when the call was written
	 * @param events receives the events in order
	 */
	public Assembler(ChatCall call, String api, List<Warning> warnings, Consumer<StreamEvent> events) {
		this.model = call.model();
		this.api = api;
		this.limits = call.limits();
		this.responseModel = call.model().id();
		this.warnings = new ArrayList<>(warnings);
		this.events = events;
	}

	@Override
	public void responseId(@Nullable String id) {
		if (id != null && !id.isEmpty()) {
			this.responseId = id;
		}
	}

	@Override
	public void responseModel(@Nullable String name) {
		if (name != null && !name.isEmpty()) {
			this.responseModel = name;
		}
	}

	@Override
	public int textStarted() {
		int index = begin(BlockKind.TEXT);
		this.answer.textStarted(index);
		this.events.accept(new StreamEvent.TextStarted(index));
		return index;
	}

	@Override
	public int reasoningStarted() {
		int index = begin(BlockKind.REASONING);
		this.answer.reasoningStarted(index);
		this.events.accept(new StreamEvent.ReasoningStarted(index));
		return index;
	}

	@Override
	public int toolCallStarted(@Nullable String id, String name) {
		int index = begin(BlockKind.TOOL_CALL);
		String callId = (id != null && !id.isEmpty()) ? id : ToolCallIds.generate();
		this.toolCalls++;
		this.answer.toolCallStarted(index, callId, name);
		this.events.accept(new StreamEvent.ToolCallStarted(index, callId, name));
		return index;
	}

	@Override
	public void delta(int block, String piece) {
		if (piece.isEmpty()) {
			return;
		}
		BlockKind kind = open(block).kind;
		this.answer.append(block, piece);
		if (kind == BlockKind.TEXT) {
			this.events.accept(new StreamEvent.TextDelta(block, piece));
		}
		else if (kind == BlockKind.REASONING) {
			this.events.accept(new StreamEvent.ReasoningDelta(block, piece));
		}
		else {
			requireWithinLimit(this.answer.length(block));
			this.events.accept(new StreamEvent.ToolCallDelta(block, piece));
		}
	}

	@Override
	public void replay(int block, String name, Object value) {
		open(block).replay.put(name, value);
	}

	@Override
	public void redacted(int block) {
		open(block).redacted = true;
	}

	@Override
	public void ended(int block) {
		OpenBlock state = open(block);
		state.ended = true;
		AssistantContent content = content(block, state);
		this.answer.complete(block, content);
		if (content instanceof Text text) {
			this.events.accept(new StreamEvent.TextEnded(block, text));
		}
		else if (content instanceof Reasoning reasoning) {
			this.events.accept(new StreamEvent.ReasoningEnded(block, reasoning));
		}
		else if (content instanceof ToolCall call) {
			this.events.accept(new StreamEvent.ToolCallEnded(block, call));
		}
	}

	@Override
	public void toolCallEnded(int block, @Nullable String arguments) {
		if (arguments != null) {
			requireWithinLimit(arguments.length());
		}
		open(block).wholeArguments = arguments;
		ended(block);
	}

	@Override
	public void serverToolCalled(@Nullable String id, String name, @Nullable String arguments,
			Map<String, @Nullable Object> replay) {
		ServerToolCall call = new ServerToolCall(id, name, arguments, replayData(replay));
		int index = whole(call);
		this.events.accept(new StreamEvent.ServerToolCalled(index, call));
	}

	@Override
	public void serverToolReturned(@Nullable String callId, String name, String raw,
			Map<String, @Nullable Object> replay) {
		ServerToolResult result = new ServerToolResult(callId, name, raw, replayData(replay));
		int index = whole(result);
		this.events.accept(new StreamEvent.ServerToolReturned(index, result));
	}

	@Override
	public void image(Image image) {
		int index = whole(image);
		this.events.accept(new StreamEvent.ImageReceived(index, image));
	}

	@Override
	public void refusal(String piece) {
		if (piece.isEmpty()) {
			return;
		}
		if (this.refusal == null) {
			this.refusal = new StringBuilder();
		}
		this.refusal.append(piece);
	}

	@Override
	public void usage(Usage counts) {
		this.usage = counts;
	}

	@Override
	public void reportedCost(BigDecimal dollars) {
		this.reportedCost = dollars;
	}

	@Override
	public void finish(FinishReason reason, @Nullable String raw) {
		this.finishReason = reason;
		this.rawFinishReason = raw;
	}

	@Override
	public void metadata(String name, @Nullable Object value) {
		if (value != null) {
			this.metadata.put(name, value);
		}
		else {
			this.metadata.remove(name);
		}
	}

	@Override
	public void providerEvent(String type, String raw) {
		StreamEvent event = new StreamEvent.ProviderEvent(type, raw);
		if (this.started != null) {
			this.events.accept(event);
		}
		else {
			this.early.add(event);
		}
	}

	@Override
	public void warn(Warning warning) {
		this.warnings.add(warning);
	}

	@Override
	public boolean hasToolCalls() {
		return this.toolCalls > 0;
	}

	@Override
	public boolean hasBlocks() {
		return this.blocks > 0;
	}

	/**
	 * Says which exchange of the call this is.
	 * @param number from 1
	 */
	public void attempts(int number) {
		this.attempts = number;
	}

	/**
	 * Whether the provider has said anything that is worth keeping: content, the id of
	 * the response or what it used.
	 * @return whether there is a beginning of an answer
	 */
	public boolean hasBegun() {
		return this.blocks > 0 || this.responseId != null || this.usage != Usage.UNKNOWN;
	}

	/**
	 * Whether the answer holds nothing at all although the provider says that it ended as
	 * it should.
	 * @return whether there is no block and no refusal, and the end is an ordinary one
	 */
	public boolean isEmpty() {
		return this.blocks == 0 && this.refusal == null
				&& (this.finishReason == FinishReason.STOP || this.finishReason == FinishReason.OTHER);
	}

	/**
	 * The answer is whole: ends what is still open, reports usage and finishes.
	 */
	public void complete() {
		start();
		for (int block = 0; block < this.blocks; block++) {
			if (!this.open.get(block).ended) {
				ended(block);
			}
		}
		if (!this.usage.equals(Usage.UNKNOWN)) {
			this.events.accept(new StreamEvent.UsageReported(this.usage));
		}
		boolean toolsWanted = this.finishReason == FinishReason.STOP && this.toolCalls > 0;
		this.events.accept(
				new StreamEvent.Finished(response(toolsWanted ? FinishReason.TOOL_CALLS : this.finishReason).build()));
	}

	/**
	 * The answer as it stands at its end, for a caller that does not want its events.
	 * @return the answer
	 */
	public ChatResponse response() {
		return response(this.finishReason).build();
	}

	/**
	 * What has arrived so far. Tool calls that are not complete are left out.
	 * @param reason why it is not whole
	 * @return the beginning of the answer
	 */
	public ChatResponse partialResponse(FinishReason reason) {
		return response(reason).build();
	}

	private ChatResponse.Builder response(FinishReason reason) {
		return ChatResponse.builder(this.model.provider(), this.responseModel, this.api)
			.responseId(this.responseId)
			.content(this.answer.content())
			.finishReason(reason)
			.rawFinishReason(this.rawFinishReason)
			.refusal((this.refusal != null) ? this.refusal.toString() : null)
			.usage(this.usage)
			.cost(cost())
			.attempts(this.attempts)
			.warnings(this.warnings)
			.providerMetadata(this.metadata);
	}

	private @Nullable Cost cost() {
		Cost computed = (this.model.pricing() != null) ? this.model.pricing().of(this.usage) : null;
		return (this.reportedCost != null) ? Cost.reported(this.reportedCost, computed) : computed;
	}

	private int begin(BlockKind kind) {
		start();
		this.open.add(new OpenBlock(kind));
		return this.blocks++;
	}

	private int whole(AssistantContent content) {
		int index = begin(BlockKind.WHOLE);
		this.open.get(index).ended = true;
		this.answer.complete(index, content);
		return index;
	}

	private void start() {
		if (this.started == null) {
			this.started = new StreamEvent.Started(this.model.provider(), this.responseModel, this.api,
					this.responseId);
			this.events.accept(this.started);
			this.early.forEach(this.events);
			this.early.clear();
		}
	}

	private AssistantContent content(int block, OpenBlock state) {
		ReplayData replay = replayData(state.replay);
		AssistantContent content = this.answer.close(block, replay);
		if (content instanceof Reasoning reasoning && state.redacted) {
			return new Reasoning(reasoning.text(), true, replay);
		}
		if (content instanceof ToolCall call && state.wholeArguments != null) {
			return new ToolCall(call.id(), call.name(), state.wholeArguments, replay);
		}
		return content;
	}

	private @Nullable ReplayData replayData(Map<String, @Nullable Object> payload) {
		return payload.isEmpty() ? null : new ReplayData(this.model.provider(), this.model.id(), this.api, payload);
	}

	private OpenBlock open(int block) {
		OpenBlock state = this.open.get(block);
		if (state.ended) {
			throw new IllegalStateException("Block " + block + " has ended");
		}
		return state;
	}

	private void requireWithinLimit(int length) {
		if (length > this.limits.maxToolArgumentChars()) {
			throw ErrorKind.LIMIT.exception(ErrorDetails
				.builder("The arguments of a tool call grew beyond " + this.limits.maxToolArgumentChars()
						+ " characters")
				.action("Raise llm.providers." + this.model.provider()
						+ ".limits.max-tool-argument-chars if such calls are meant.")
				.limit((long) this.limits.maxToolArgumentChars())
				.actual((long) length)
				.build());
		}
	}

	private enum BlockKind {

		TEXT, REASONING, TOOL_CALL, WHOLE

	}

	private static final class OpenBlock {

		private final Map<String, @Nullable Object> replay = new LinkedHashMap<>(0);

		private final BlockKind kind;

		private boolean redacted;

		private boolean ended;

		private @Nullable String wholeArguments;

		OpenBlock(BlockKind kind) {
			this.kind = kind;
		}

	}

}
