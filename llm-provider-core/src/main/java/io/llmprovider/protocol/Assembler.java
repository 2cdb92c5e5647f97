package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

	private final PartialAnswer answer;

	private final List<OpenBlock> open = new ArrayList<>();

	private final AnswerFacts facts;

	/** What the provider said before the first block: it may yet be repeated. */
	private final List<StreamEvent> early = new ArrayList<>(0);

	private StreamEvent.@Nullable Started started;

	/**
	 * The open block that grew last, or -1, so that its next piece need not look for it.
	 */
	private int growing = -1;

	private OpenBlock.Kind growingKind = OpenBlock.Kind.TEXT;

	private int blocks;

	private int toolCalls;

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
		this.facts = new AnswerFacts(call.model(), api, warnings);
		this.events = events;
		this.answer = new PartialAnswer(call.isKeepingAnswer());
		if (!call.isKeepingAnswer()) {
			this.facts.notKept();
		}
	}

	@Override
	public void responseId(@Nullable String id) {
		this.facts.responseId(id);
	}

	@Override
	public void responseModel(@Nullable String name) {
		this.facts.responseModel(name);
	}

	@Override
	public int textStarted() {
		int index = begin(OpenBlock.Kind.TEXT);
		this.answer.textStarted(index);
		this.events.accept(new StreamEvent.TextStarted(index));
		return index;
	}

	@Override
	public int reasoningStarted() {
		int index = begin(OpenBlock.Kind.REASONING);
		this.answer.reasoningStarted(index);
		this.events.accept(new StreamEvent.ReasoningStarted(index));
		return index;
	}

	@Override
	public int toolCallStarted(@Nullable String id, String name) {
		int index = begin(OpenBlock.Kind.TOOL_CALL);
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
		if (this.growing != block) {
			this.growingKind = open(block).kind;
			this.growing = block;
		}
		OpenBlock.Kind kind = this.growingKind;
		this.answer.append(block, piece);
		if (kind == OpenBlock.Kind.TEXT) {
			this.events.accept(new StreamEvent.TextDelta(block, piece));
		}
		else if (kind == OpenBlock.Kind.REASONING) {
			this.events.accept(new StreamEvent.ReasoningDelta(block, piece));
		}
		else {
			this.limits.requireArguments(this.model.provider(), this.answer.length(block));
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
		this.growing = -1;
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
			this.limits.requireArguments(this.model.provider(), arguments.length());
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
	public void image(Image image, Map<String, @Nullable Object> replay) {
		ReplayData data = replayData(replay);
		Image kept = (data != null) ? new Image(image.media(), image.detail(), image.cache(), data) : image;
		int index = whole(kept);
		this.events.accept(new StreamEvent.ImageReceived(index, kept));
	}

	@Override
	public void refusal(String piece) {
		this.facts.refusal(piece);
	}

	@Override
	public void usage(Usage counts) {
		this.facts.usage(counts);
	}

	@Override
	public void usage(Supplier<Usage> counts) {
		this.facts.usage(counts);
	}

	@Override
	public void reportedCost(BigDecimal dollars) {
		this.facts.reportedCost(dollars);
	}

	@Override
	public void finish(FinishReason reason, @Nullable String raw) {
		this.facts.finish(reason, raw);
	}

	@Override
	public void metadata(String name, @Nullable Object value) {
		this.facts.metadata(name, value);
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
		this.facts.warn(warning);
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
		this.facts.attempts(number);
	}

	/**
	 * Whether the provider has said anything that is worth keeping: content, the id of
	 * the response or what it used.
	 * @return whether there is a beginning of an answer
	 */
	public boolean hasBegun() {
		return this.blocks > 0 || this.facts.hasResponseId() || this.facts.isUsageKnown();
	}

	/**
	 * Whether the answer holds nothing at all, and neither a limit nor a filter is why.
	 * @return whether there is no block and no refusal, and another try may help
	 */
	public boolean isEmpty() {
		return this.blocks == 0 && this.facts.isWorthAnotherTry();
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
		if (this.facts.isUsageKnown()) {
			this.events.accept(new StreamEvent.UsageReported(this.facts.usage()));
		}
		FinishReason said = this.facts.finishReason();
		boolean toolsWanted = said == FinishReason.STOP && this.toolCalls > 0;
		this.events.accept(new StreamEvent.Finished(partialResponse(toolsWanted ? FinishReason.TOOL_CALLS : said)));
	}

	/**
	 * The answer as it stands at its end, for a caller that does not want its events.
	 * @return the answer
	 */
	public ChatResponse response() {
		return partialResponse(this.facts.finishReason());
	}

	/**
	 * What has arrived so far. Tool calls that are not complete are left out.
	 * @param reason why it is not whole
	 * @return the beginning of the answer
	 */
	public ChatResponse partialResponse(FinishReason reason) {
		return this.facts.response(this.answer.content(), reason);
	}

	private int begin(OpenBlock.Kind kind) {
		start();
		this.open.add(new OpenBlock(kind));
		return this.blocks++;
	}

	private int whole(AssistantContent content) {
		int index = begin(OpenBlock.Kind.WHOLE);
		this.open.get(index).ended = true;
		this.answer.complete(index, content);
		return index;
	}

	private void start() {
		if (this.started == null) {
			this.started = this.facts.started();
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

}
