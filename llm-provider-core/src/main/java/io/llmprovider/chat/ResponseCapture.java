package io.llmprovider.chat;

import java.util.function.Consumer;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Watches one subscription's events and gives the answer once, however the stream ends.
 */
final class ResponseCapture implements StreamEventVisitor<@Nullable Void> {

	private final Consumer<ChatResponse> whenOver;

	private final PartialAnswer answer = new PartialAnswer();

	private StreamEvent.@Nullable Started started;

	private Usage usage = Usage.UNKNOWN;

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

	void cancelled() {
		incomplete(FinishReason.CANCELLED);
	}

	private synchronized void incomplete(FinishReason reason) {
		if (!this.over && this.started != null) {
			this.over = true;
			this.whenOver.accept(this.answer.toResponse(this.started, this.usage, reason));
		}
	}

	@Override
	public @Nullable Void started(StreamEvent.Started event) {
		this.started = event;
		return null;
	}

	@Override
	public @Nullable Void textStarted(StreamEvent.TextStarted event) {
		this.answer.textStarted(event.index());
		return null;
	}

	@Override
	public @Nullable Void textDelta(StreamEvent.TextDelta event) {
		this.answer.append(event.index(), event.text());
		return null;
	}

	@Override
	public @Nullable Void textEnded(StreamEvent.TextEnded event) {
		this.answer.complete(event.index(), event.block());
		return null;
	}

	@Override
	public @Nullable Void reasoningStarted(StreamEvent.ReasoningStarted event) {
		this.answer.reasoningStarted(event.index());
		return null;
	}

	@Override
	public @Nullable Void reasoningDelta(StreamEvent.ReasoningDelta event) {
		this.answer.append(event.index(), event.text());
		return null;
	}

	@Override
	public @Nullable Void reasoningEnded(StreamEvent.ReasoningEnded event) {
		this.answer.complete(event.index(), event.block());
		return null;
	}

	@Override
	public @Nullable Void toolCallStarted(StreamEvent.ToolCallStarted event) {
		this.answer.toolCallStarted(event.index(), event.id(), event.name());
		return null;
	}

	@Override
	public @Nullable Void toolCallDelta(StreamEvent.ToolCallDelta event) {
		this.answer.append(event.index(), event.json());
		return null;
	}

	@Override
	public @Nullable Void toolCallEnded(StreamEvent.ToolCallEnded event) {
		this.answer.complete(event.index(), event.call());
		return null;
	}

	@Override
	public @Nullable Void serverToolCalled(StreamEvent.ServerToolCalled event) {
		this.answer.complete(event.index(), event.call());
		return null;
	}

	@Override
	public @Nullable Void serverToolReturned(StreamEvent.ServerToolReturned event) {
		this.answer.complete(event.index(), event.result());
		return null;
	}

	@Override
	public @Nullable Void imageReceived(StreamEvent.ImageReceived event) {
		this.answer.complete(event.index(), event.image());
		return null;
	}

	@Override
	public @Nullable Void usageReported(StreamEvent.UsageReported event) {
		this.usage = event.usage();
		return null;
	}

	@Override
	public @Nullable Void finished(StreamEvent.Finished event) {
		if (!this.over) {
			this.over = true;
			this.whenOver.accept(event.response());
		}
		return null;
	}

	@Override
	public @Nullable Void providerEvent(StreamEvent.ProviderEvent event) {
		return null;
	}

}
