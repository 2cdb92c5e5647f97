package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Messages as they grow, for APIs in which the roles alternate and a message is a list of
 * blocks: neighbours of one role become one message, in which the results of tools come
 * first.
 */
public final class AlternatingTurns {

	private static final String USER = "user";

	private final Predicate<Map<String, @Nullable Object>> result;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	/**
	 * Creates an empty conversation.
	 * @param result tells the result of a tool from other blocks
	 */
	public AlternatingTurns(Predicate<Map<String, @Nullable Object>> result) {
		this.result = result;
	}

	/**
	 * The content of a message.
	 * @param message a message of this conversation
	 * @return its blocks, not a copy
	 */
	@SuppressWarnings("unchecked")
	public static List<Map<String, @Nullable Object>> blocks(Map<String, @Nullable Object> message) {
		return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(message.get("content"));
	}

	/**
	 * The conversation so far.
	 * @return the messages, not a copy
	 */
	public List<Map<String, @Nullable Object>> messages() {
		return this.written;
	}

	/**
	 * Adds blocks of a role.
	 * @param role the role
	 * @param blocks the blocks; nothing happens if there are none
	 * @return whether there was one
	 */
	public boolean add(String role, List<Map<String, @Nullable Object>> blocks) {
		if (blocks.isEmpty()) {
			return false;
		}
		last(role).addAll(blocks);
		return true;
	}

	/**
	 * Adds the result of a tool behind the other results of the turn.
	 * @param block the result
	 * @return the blocks of the message that it has become part of
	 */
	public List<Map<String, @Nullable Object>> addResult(Map<String, @Nullable Object> block) {
		List<Map<String, @Nullable Object>> blocks = last(USER);
		int head = 0;
		while (head < blocks.size() && this.result.test(blocks.get(head))) {
			head++;
		}
		blocks.add(head, block);
		return blocks;
	}

	/**
	 * The last messages of the user.
	 * @param most how many
	 * @return their blocks, the latest first
	 */
	public List<List<Map<String, @Nullable Object>>> latestOfUser(int most) {
		List<List<Map<String, @Nullable Object>>> latest = new ArrayList<>();
		for (int i = this.written.size() - 1; i >= 0 && latest.size() < most; i--) {
			if (USER.equals(this.written.get(i).get("role"))) {
				latest.add(blocks(this.written.get(i)));
			}
		}
		return latest;
	}

	/**
	 * Whether the conversation stands in a loop of tool calls in which the model has not
	 * thought, so that it cannot begin to.
	 * @param thought tells a thought from other blocks
	 * @return whether results come last, and no answer of the loop begins with a thought
	 */
	public boolean isInLoopWithout(Predicate<Map<String, @Nullable Object>> thought) {
		int at = this.written.size() - 1;
		if (at < 1 || !begins(at, this.result)) {
			return false;
		}
		while (at >= 1 && begins(at, this.result)) {
			if (begins(at - 1, thought)) {
				return false;
			}
			at -= 2;
		}
		return true;
	}

	private boolean begins(int at, Predicate<Map<String, @Nullable Object>> kind) {
		return kind.test(blocks(this.written.get(at)).get(0));
	}

	private List<Map<String, @Nullable Object>> last(String role) {
		Map<String, @Nullable Object> last = this.written.isEmpty() ? null : this.written.get(this.written.size() - 1);
		if (last == null || !role.equals(last.get("role"))) {
			last = new LinkedHashMap<>();
			last.put("role", role);
			last.put("content", new ArrayList<Map<String, @Nullable Object>>());
			this.written.add(last);
		}
		return blocks(last);
	}

}
