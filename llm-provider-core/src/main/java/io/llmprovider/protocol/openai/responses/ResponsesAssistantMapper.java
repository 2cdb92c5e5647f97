package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model said before, as the items that it was. Ids go back only together
 * with the reasoning: the server checks that they belong together.
 */
final class ResponsesAssistantMapper {

	private static final int MAX_ID_LENGTH = 64;

	private final ResponsesCalls calls;

	private final ResponsesDialect dialect;

	ResponsesAssistantMapper(ResponsesCalls calls, ResponsesDialect dialect) {
		this.calls = calls;
		this.dialect = dialect;
	}

	/**
	 * The items of a turn. One that was aborted may have none.
	 * @param message the turn
	 * @return the items, in the order in which they came
	 */
	List<Map<String, @Nullable Object>> items(AssistantMessage message) {
		boolean ids = message.content().stream().allMatch((block) -> isWhole(block) && isShort(block));
		List<Map<String, @Nullable Object>> items = new ArrayList<>();
		for (AssistantContent block : message.content()) {
			ReplayData own = block.replay();
			if (block instanceof Text text) {
				text(text, own, ids, items);
			}
			else if (block instanceof Reasoning) {
				reasoning(own, ids, items);
			}
			else if (block instanceof ToolCall call) {
				items.add(call(call, own, ids));
			}
			else if (own != null && own.payload().get(ResponsesReplay.ITEM) instanceof Map<?, ?> item) {
				items.add(whole(item, block));
			}
		}
		return items;
	}

	/** Some of Azure's regions make ids that they do not take back. */
	private static boolean isShort(AssistantContent block) {
		ReplayData own = block.replay();
		String id = (own != null) ? own.text(ResponsesReplay.ID) : null;
		return id == null || id.length() <= MAX_ID_LENGTH;
	}

	private boolean isWhole(AssistantContent block) {
		ReplayData own = block.replay();
		return !(block instanceof Reasoning) || own == null || isReplayable(own);
	}

	/**
	 * Without its encrypted form a thought can go back where the server keeps it, or
	 * where it is told in full. Another account cannot read the encrypted form.
	 */
	private boolean isReplayable(ReplayData own) {
		String account = own.text(ResponsesReplay.ACCOUNT);
		if (account != null && !account.equals(this.dialect.account())) {
			return false;
		}
		String encrypted = own.text(ResponsesReplay.ENCRYPTED_CONTENT);
		return encrypted != null && !encrypted.isEmpty() || this.dialect.stateful()
				|| own.payload().get("content") instanceof List<?> content && !content.isEmpty();
	}

	private void text(Text text, @Nullable ReplayData own, boolean ids, List<Map<String, @Nullable Object>> items) {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		part.put("type", "output_text");
		part.put("text", text.text());
		part.put("annotations", List.of());
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("type", "message");
		message.put("role", "assistant");
		putKept(own, ids, message);
		Map<String, @Nullable Object> last = items.isEmpty() ? Map.of() : items.get(items.size() - 1);
		if (last.get("content") instanceof List<?> parts && isSame(last, message)) {
			List<@Nullable Object> more = new ArrayList<>(parts);
			more.add(part);
			last.put("content", more);
			return;
		}
		message.put("content", List.of(part));
		if (message.containsKey(ResponsesReplay.ID)) {
			message.put("status", "completed");
		}
		items.add(message);
	}

	private static boolean isSame(Map<String, @Nullable Object> last, Map<String, @Nullable Object> message) {
		return "message".equals(last.get("type"))
				&& Objects.equals(last.get(ResponsesReplay.ID), message.get(ResponsesReplay.ID))
				&& Objects.equals(last.get("phase"), message.get("phase"));
	}

	private void reasoning(@Nullable ReplayData own, boolean ids, List<Map<String, @Nullable Object>> items) {
		if (own == null || !isReplayable(own)) {
			return;
		}
		Map<String, @Nullable Object> item = new LinkedHashMap<>();
		item.put("type", "reasoning");
		item.put("summary", List.of());
		item.putAll(own.payload());
		item.remove(ResponsesReplay.ACCOUNT);
		if (!ids && own.text(ResponsesReplay.ENCRYPTED_CONTENT) != null) {
			item.remove(ResponsesReplay.ID);
		}
		items.add(item);
	}

	private Map<String, @Nullable Object> call(ToolCall call, @Nullable ReplayData own, boolean ids) {
		String callId = call.id();
		Map<String, @Nullable Object> item = new LinkedHashMap<>();
		if (own != null && own.payload().get(ResponsesReplay.ITEM) instanceof Map<?, ?> whole) {
			whole.forEach((name, value) -> item.put(String.valueOf(name), value));
			item.computeIfPresent("call_id", (name, value) -> callId);
			return item;
		}
		boolean custom = ResponsesCalls.CUSTOM.equals(this.calls.type(call.id()));
		item.put("type", custom ? ResponsesCalls.CUSTOM : ResponsesCalls.FUNCTION);
		putKept(own, ids, item);
		item.put("call_id", callId);
		item.put("name", call.name());
		item.put(custom ? "input" : "arguments", custom ? input(call) : call.arguments());
		return item;
	}

	/** The free text that a custom tool was called with. */
	private static String input(ToolCall call) {
		boolean plain = call.hasValidArguments() && call.argumentMap().get("input") instanceof String;
		return plain ? String.valueOf(call.argumentMap().get("input")) : call.arguments();
	}

	private static void putKept(@Nullable ReplayData own, boolean ids, Map<String, @Nullable Object> item) {
		if (own == null) {
			return;
		}
		own.payload().forEach((name, value) -> {
			if (ids || !name.equals(ResponsesReplay.ID)) {
				item.putIfAbsent(name, value);
			}
		});
	}

	private static Map<String, @Nullable Object> whole(Map<?, ?> kept, AssistantContent block) {
		Map<String, @Nullable Object> item = new LinkedHashMap<>();
		kept.forEach((name, value) -> item.put(String.valueOf(name), value));
		if (block instanceof Image image && image.media() instanceof Media.Bytes bytes) {
			item.put("result", bytes.base64());
		}
		return item;
	}

}
