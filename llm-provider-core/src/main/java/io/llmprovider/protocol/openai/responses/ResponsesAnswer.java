package io.llmprovider.protocol.openai.responses;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The answer as its items come in, told apart by their place: some servers give an item
 * another id with each event. Others do not count their items: there the ids tell.
 */
final class ResponsesAnswer {

	private final StreamSink sink;

	private final ResponsesExtras extras;

	private final ResponsesHostedItem.Origin origin;

	private final @Nullable String account;

	private final Set<String> customTools;

	private final Map<Integer, ResponsesItem> open = new LinkedHashMap<>();

	/** Ids of open items, where their beginning told them. */
	private final Map<Integer, String> openIds = new HashMap<>();

	private final Map<Integer, String> done = new LinkedHashMap<>();

	private final Set<String> doneIds = new HashSet<>();

	/** Of items that are not counted. */
	private final Map<String, Integer> placesById = new HashMap<>();

	private int places;

	/**
	 * An answer of which nothing is known.
	 * @param call the call
	 * @param api the id of the protocol
	 * @param account to whom encrypted reasoning is bound, or null
	 * @param sink takes what the answer says
	 */
	ResponsesAnswer(ChatCall call, String api, @Nullable String account, StreamSink sink) {
		this.sink = sink;
		this.account = account;
		this.extras = new ResponsesExtras(sink);
		this.origin = new ResponsesHostedItem.Origin(call.provider(), call.model().id(), api);
		this.customTools = ResponsesTools.customTools(call);
	}

	ResponsesExtras extras() {
		return this.extras;
	}

	/**
	 * The place of an item that begins.
	 * @param index the place that the event names, or -1
	 * @param id the item's id, or empty
	 * @return a place
	 */
	int newPlace(int index, String id) {
		if (index >= 0) {
			return index;
		}
		int place = this.places++;
		this.placesById.put(id, place);
		return place;
	}

	/**
	 * The place of an item that an event means.
	 * @param index the place that the event names, or -1
	 * @param id the item's id, or empty
	 * @return the item's place; that of the latest item if it is open and the id is new
	 */
	int place(int index, String id) {
		if (index >= 0) {
			return index;
		}
		Integer known = this.placesById.get(id);
		if (known != null) {
			return known;
		}
		return this.open.containsKey(this.places - 1) ? this.places - 1 : newPlace(index, id);
	}

	/** An item begins. */
	void added(int index, JsonNode item) {
		ResponsesItem earlier = this.open.put(index, create(item));
		if (earlier != null) {
			// A server that does not count its items.
			earlier.cut();
		}
		this.openIds.put(index, item.path("id").asString(""));
		this.done.remove(index);
	}

	/**
	 * The item that an event means; a server may have left out its beginning.
	 * @param part what the event is about
	 * @param index the item's place
	 * @return the item; null if it is complete
	 */
	@Nullable ResponsesItem item(ResponsesItem.Part part, int index) {
		ResponsesItem item = this.open.get(index);
		if (item != null || this.done.containsKey(index)) {
			return item;
		}
		ResponsesItem created = switch (part) {
			case TEXT, REFUSAL -> new ResponsesMessageItem(MissingNode.getInstance(), this.sink, this.extras);
			case SUMMARY, THOUGHT -> new ResponsesReasoningItem(this.sink, this.account);
			case INPUT -> new ResponsesCallItem(MissingNode.getInstance(), this.sink);
		};
		this.open.put(index, created);
		return created;
	}

	void whole(ResponsesItem.Part part, int index, int place, String text) {
		ResponsesItem item = item(part, index);
		if (item != null) {
			item.whole(part, place, text);
		}
	}

	/** An item is complete. */
	void done(int index, JsonNode item) {
		ResponsesItem known = this.open.remove(index);
		String id = item.path("id").asString("");
		if (known == null && this.done.containsKey(index) && id.equals(this.done.get(index))) {
			return;
		}
		((known != null) ? known : create(item)).done(item);
		this.done.put(index, id);
		if (!id.isEmpty()) {
			this.doneIds.add(id);
		}
	}

	/**
	 * The answer is over. What it lists once more is only needed where events were
	 * missing. The list may begin with items that were never told, so that ids count
	 * before places.
	 */
	void over(JsonNode output) {
		Collection<JsonNode> items = ResponsesItem.list(output);
		if (!this.open.isEmpty() || this.done.size() < items.size()) {
			Set<String> listed = new HashSet<>();
			items.forEach((item) -> listed.add(item.path("id").asString("")));
			Set<String> told = Set.copyOf(this.doneIds);
			int index = 0;
			for (JsonNode item : items) {
				listed(index++, item, listed, told);
			}
		}
		this.open.values().forEach(ResponsesItem::cut);
		this.open.clear();
	}

	private void listed(int index, JsonNode item, Set<String> listed, Set<String> told) {
		String id = item.path("id").asString("");
		Integer named = openPlace(id);
		if (named != null) {
			done(named, item);
			return;
		}
		boolean toldHere = this.done.containsKey(index) && !isAnother(this.done.get(index), listed);
		if (told.contains(id) || toldHere) {
			return;
		}
		boolean openHere = this.open.containsKey(index) && !isAnother(this.openIds.get(index), listed);
		boolean free = !this.open.containsKey(index) && !this.done.containsKey(index);
		done((openHere || free) ? index : -1 - index, item);
	}

	private @Nullable Integer openPlace(String id) {
		for (Map.Entry<Integer, String> entry : this.openIds.entrySet()) {
			if (!id.isEmpty() && id.equals(entry.getValue()) && this.open.containsKey(entry.getKey())) {
				return entry.getKey();
			}
		}
		return null;
	}

	/** Whether the list has this item elsewhere; an id that changes is in no list. */
	private static boolean isAnother(@Nullable String id, Set<String> listed) {
		return id != null && !id.isEmpty() && listed.contains(id);
	}

	private ResponsesItem create(JsonNode item) {
		String type = item.path("type").asString("");
		return switch (type) {
			case "message" -> new ResponsesMessageItem(item, this.sink, this.extras);
			case "reasoning" -> new ResponsesReasoningItem(this.sink, this.account);
			case "function_call" -> new ResponsesCallItem(item, this.sink);
			case "custom_tool_call" ->
				isServers(item.path("name").asString("")) ? hosted() : new ResponsesCallItem(item, this.sink);
			default -> hosted();
		};
	}

	private ResponsesItem hosted() {
		return new ResponsesHostedItem(this.sink, this.extras, this.origin);
	}

	/** Tools of xAI's own come as calls of custom tools that nobody declared. */
	private boolean isServers(String name) {
		boolean own = name.startsWith("x_") || name.startsWith("view_") || name.startsWith("web_search");
		return own && !this.customTools.contains(name);
	}

}
