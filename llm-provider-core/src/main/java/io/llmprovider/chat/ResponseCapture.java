package io.llmprovider.chat;

import java.util.function.Consumer;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Watches one subscription's events and gives the answer once, however the stream ends.
 */
final class ResponseCapture implements StreamEventVisitor<ResponseCapture>, AnswerWatch {

	private final Consumer<ChatResponse> whenOver;

	private final PartialAnswer answer = new PartialAnswer();

	private StreamEvent.@Nullable Started started;

	private Usage usage = Usage.UNKNOWN;

	private @Nullable ChatResponse told;

	private boolean tells;

	private boolean cancelled;

	private boolean over;

	ResponseCapture(Consumer<ChatResponse> whenOver) {
		this.whenOver = whenOver;
	}

	synchronized void event(StreamEvent event) {
		event.accept(this);
	}

	void failed(Throwable cause) {
		incomplete(FinishReason.ERROR);
	}

	/**
	 * Where the provider will tell what it knows, usage and cost among it, it is waited
	 * for.
	 */
	synchronized void cancelled() {
		this.cancelled = true;
		if (!this.tells || this.told != null) {
			incomplete(FinishReason.CANCELLED);
		}
	}

	@Override
	public synchronized void begun() {
		this.tells = true;
	}

	@Override
	public synchronized void ended(ChatResponse answer) {
		this.told = answer;
		if (this.cancelled) {
			incomplete(FinishReason.CANCELLED);
		}
	}

	private synchronized void incomplete(FinishReason reason) {
		if (this.over || this.started == null) {
			return;
		}
		this.over = true;
		ChatResponse own = this.answer.toResponse(this.started, this.usage, reason);
		ChatResponse known = this.told;
		this.whenOver.accept((known != null) ? own.toBuilder().usage(known.usage()).cost(known.cost()).build() : own);
	}

	@Override
	public ResponseCapture started(StreamEvent.Started event) {
		this.started = event;
		return this;
	}

	@Override
	public ResponseCapture textStarted(StreamEvent.TextStarted event) {
		this.answer.textStarted(event.index());
		return this;
	}

	@Override
	public ResponseCapture textDelta(StreamEvent.TextDelta event) {
		this.answer.append(event.index(), event.text());
		return this;
	}

	@Override
	public ResponseCapture textEnded(StreamEvent.TextEnded event) {
		this.answer.complete(event.index(), event.block());
		return this;
	}

	@Override
	public ResponseCapture reasoningStarted(StreamEvent.ReasoningStarted event) {
		this.answer.reasoningStarted(event.index());
		return this;
	}

	@Override
	public ResponseCapture reasoningDelta(StreamEvent.ReasoningDelta event) {
		this.answer.append(event.index(), event.text());
		return this;
	}

	@Override
	public ResponseCapture reasoningEnded(StreamEvent.ReasoningEnded event) {
		this.answer.complete(event.index(), event.block());
		return this;
	}

	@Override
	public ResponseCapture toolCallStarted(StreamEvent.ToolCallStarted event) {
		this.answer.toolCallStarted(event.index(), event.id(), event.name());
		return this;
	}

	@Override
	public ResponseCapture toolCallDelta(StreamEvent.ToolCallDelta event) {
		this.answer.append(event.index(), event.json());
		return this;
	}

	@Override
	public ResponseCapture toolCallEnded(StreamEvent.ToolCallEnded event) {
		this.answer.complete(event.index(), event.call());
		return this;
	}

	@Override
	public ResponseCapture serverToolCalled(StreamEvent.ServerToolCalled event) {
		this.answer.complete(event.index(), event.call());
		return this;
	}

	@Override
	public ResponseCapture serverToolReturned(StreamEvent.ServerToolReturned event) {
		this.answer.complete(event.index(), event.result());
		return this;
	}

	@Override
	public ResponseCapture imageReceived(StreamEvent.ImageReceived event) {
		this.answer.complete(event.index(), event.image());
		return this;
	}

	@Override
	public ResponseCapture usageReported(StreamEvent.UsageReported event) {
		this.usage = event.usage();
		return this;
	}

	@Override
	public ResponseCapture finished(StreamEvent.Finished event) {
		if (!this.over) {
			this.over = true;
			this.whenOver.accept(event.response());
		}
		return this;
	}

	@Override
	public ResponseCapture providerEvent(StreamEvent.ProviderEvent event) {
		return this;
	}

}
