package io.llmprovider.protocol.anthropic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The features in the header {@code anthropic-beta}: those that the call needs, those of
 * the option {@code betas} and those that the user has put into the header, each once.
 * Other hosts refuse what they do not know, so for them nothing is guessed.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/beta-headers">Beta headers</a>
 */
final class AnthropicBetas {

	static final String HEADER = "anthropic-beta";

	private static final String OAUTH = "oauth-2025-04-20";

	private static final String INTERLEAVED = "interleaved-thinking-2025-05-14";

	private static final String FILES = "files-api-2025-04-14";

	private static final String WEB_TOOLS = "code-execution-web-tools-2026-02-09";

	private static final String ADVANCED_TOOLS = "advanced-tool-use-2025-11-20";

	/** What the type of a server tool begins with, and the beta that it needs. */
	private static final Map<String, String> BY_TOOL = Map.ofEntries(
			Map.entry("web_fetch_20250910", "web-fetch-2025-09-10"), Map.entry("web_fetch_20260209", WEB_TOOLS),
			Map.entry("web_search_20260209", WEB_TOOLS),
			Map.entry("code_execution_20250825", "code-execution-2025-08-25"),
			Map.entry("computer_20251124", "computer-use-2025-11-24"),
			Map.entry("computer_20250124", "computer-use-2025-01-24"),
			Map.entry("computer_20241022", "computer-use-2024-10-22"), Map.entry("tool_search_tool_", ADVANCED_TOOLS),
			Map.entry("mcp_toolset", "mcp-client-2025-11-20"), Map.entry("advisor_", "advisor-tool-2026-03-01"),
			Map.entry("memory_", "context-management-2025-06-27"));

	private final Set<String> names = new LinkedHashSet<>();

	/**
	 * Collects the features of a call.
	 * @param call the call
	 * @param own the protocol's own options
	 * @param interleaved whether thinking between tool calls needs a beta here
	 * @param files whether the conversation has files that were uploaded before
	 * @param known whether the server knows features, so that those of the call are sent
	 */
	AnthropicBetas(ChatCall call, Map<String, @Nullable Object> own, boolean interleaved, boolean files,
			boolean known) {
		if (call.bearer() && AnthropicAddress.isAnthropic(call.baseUrl())) {
			this.names.add(OAUTH);
		}
		if (known) {
			if (interleaved) {
				this.names.add(INTERLEAVED);
			}
			if (files) {
				this.names.add(FILES);
			}
			features(own);
		}
		if (own.get(AnthropicOptions.BETAS) instanceof List<?> betas) {
			betas.forEach((beta) -> addAll(String.valueOf(beta)));
		}
		call.headers().forEach((name, value) -> {
			if (name.equalsIgnoreCase(HEADER)) {
				addAll(value);
			}
		});
	}

	/** The header's value, or null if there is no need for it. */
	@Nullable String value() {
		return this.names.isEmpty() ? null : String.join(",", this.names);
	}

	private void features(Map<String, @Nullable Object> own) {
		if ("fast".equals(own.get("speed"))) {
			this.names.add("fast-mode-2026-02-01");
		}
		if (own.get(AnthropicOptions.TASK_BUDGET) != null) {
			this.names.add("task-budgets-2026-03-13");
		}
		if (own.get("mcp_servers") != null) {
			this.names.add("mcp-client-2025-11-20");
		}
		if (own.get("fallbacks") != null || own.get("fallback_credit_token") != null) {
			this.names.add("server-side-fallback-2026-07-01");
		}
		if (AnthropicToolOptions.of(own).areAdvanced()) {
			this.names.add(ADVANCED_TOOLS);
		}
		if (own.get("diagnostics") != null) {
			this.names.add("cache-diagnosis-2026-04-07");
		}
		if (own.get("container") instanceof Map<?, ?> container && container.get("skills") != null) {
			this.names.add("skills-2025-10-02");
		}
		if (own.get("context_management") instanceof Map<?, ?> management) {
			types(management.get("edits")).forEach((type) -> this.names
				.add(type.startsWith("compact_") ? "compact-2026-01-12" : "context-management-2025-06-27"));
		}
		types(own.get(AnthropicOptions.SERVER_TOOLS)).forEach((type) -> BY_TOOL.forEach((beginning, beta) -> {
			if (type.startsWith(beginning)) {
				this.names.add(beta);
			}
		}));
	}

	private static List<String> types(@Nullable Object objects) {
		List<?> list = (objects instanceof List<?> many) ? many : (objects != null) ? List.of(objects) : List.of();
		return list.stream()
			.map((object) -> (object instanceof Map<?, ?> map) ? String.valueOf(map.get("type")) : "")
			.toList();
	}

	private void addAll(String list) {
		int from = 0;
		while (from <= list.length()) {
			int comma = list.indexOf(',', from);
			int to = (comma < 0) ? list.length() : comma;
			String name = list.substring(from, to).strip();
			if (!name.isEmpty()) {
				this.names.add(name);
			}
			from = to + 1;
		}
	}

}
