package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.CacheBreakpoints;
import io.llmprovider.protocol.CacheControl;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import io.llmprovider.protocol.PromptRetention;
import org.jspecify.annotations.Nullable;

/**
 * Where the prompt is marked for the cache. Where nobody set marks by hand and a
 * retention is wanted, the system prompt and the last two turns are marked. Providers
 * allow four marks. OpenAI has marks of its own form, of which it sets one itself.
 */
final class CompletionsCacheMarks {

	private static final int TURNS = 2;

	private final boolean supported;

	private final boolean openAis;

	private final @Nullable CacheMark automatic;

	private final ChatRequest request;

	private final CacheBreakpoints breakpoints;

	private final List<Message> turns = new ArrayList<>();

	CompletionsCacheMarks(ChatCall call, CompletionsDialect dialect) {
		this.supported = dialect.supportsCacheControl();
		this.openAis = dialect.hasBreakpoints(call.model().id());
		this.request = call.request();
		CacheRetention retention = call.options().cacheRetention();
		boolean wanted = retention != null && retention != CacheRetention.NONE;
		this.automatic = (this.supported && wanted && !PromptMarks.areIn(this.request))
				? (retention == CacheRetention.LONG) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES : null;
		this.breakpoints = new CacheBreakpoints(call, this.supported, CacheControl.MOST, false, true);
	}

	/** Whether what users and tools say can be marked. */
	boolean isSupported() {
		return this.supported || this.openAis;
	}

	/** Whether tools and answers can be marked, too. */
	boolean isSupportedEverywhere() {
		return this.supported;
	}

	/** The mark of a tool: its own, or the automatic one if there is no system prompt. */
	@Nullable CacheMark ofTool(@Nullable CacheMark own, boolean last) {
		return (own == null && last && this.request.system().isEmpty()) ? this.automatic : own;
	}

	/** The mark of a block of the system prompt. */
	@Nullable CacheMark ofSystem(Text block, boolean last) {
		return (block.cache() == null && last) ? this.automatic : block.cache();
	}

	/** The mark at the end of a message that has none of its own. */
	@Nullable CacheMark ofTurn(Message message) {
		if (this.automatic == null) {
			return null;
		}
		if (this.turns.isEmpty()) {
			findTurns();
		}
		return this.turns.stream().anyMatch((turn) -> turn == message) ? this.automatic : null;
	}

	private void findTurns() {
		List<Message> messages = this.request.messages();
		int found = 0;
		for (int i = messages.size() - 1; i >= 0 && found < TURNS; i--) {
			Message message = messages.get(i);
			boolean text = message instanceof UserMessage
					|| message instanceof AssistantMessage assistant && !assistant.text().isBlank();
			if (text) {
				this.turns.add(message);
				found++;
			}
		}
	}

	/** Writes a mark onto a tool. */
	void markTool(Map<String, @Nullable Object> tool, @Nullable CacheMark mark) {
		this.breakpoints.prefix(mark, false, new CacheControl(tool));
	}

	/** Writes a mark onto a block of the system prompt. */
	void markPrefix(Map<String, @Nullable Object> part, @Nullable CacheMark mark) {
		markForOpenAi(part, mark);
		this.breakpoints.prefix(mark, false, new CacheControl(part));
	}

	/** Writes a mark onto a part of a message. */
	void mark(Map<String, @Nullable Object> part, @Nullable CacheMark mark) {
		markForOpenAi(part, mark);
		this.breakpoints.block(mark, new CacheControl(part));
	}

	private void markForOpenAi(Map<String, @Nullable Object> part, @Nullable CacheMark mark) {
		if (mark != null && this.openAis) {
			PromptRetention.breakpoint(part);
		}
	}

	/** Brings the marks into the form that is taken. */
	void settle(List<Warning> warnings) {
		this.breakpoints.settle(warnings);
	}

}
