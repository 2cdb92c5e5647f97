package io.llmprovider.test.simulator.anthropic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * The features of the header {@code anthropic-beta}, and what comes only with one.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/beta-headers">Beta headers</a>
 */
final class AnthropicBetas {

	static final String FILES = "files-api-2025-04-14";

	static final String SYSTEM_MESSAGES = "mid-conversation-system-2026-04-07";

	private static final String WEB_TOOLS = "code-execution-web-tools-2026-02-09";

	private static final Set<String> KNOWN = Set.of("interleaved-thinking-2025-05-14", "context-1m-2025-08-07",
			"extended-cache-ttl-2025-04-11", FILES, "context-management-2025-06-27", "compact-2026-01-12",
			"code-execution-2025-08-25", WEB_TOOLS, "web-fetch-2025-09-10", "skills-2025-10-02",
			"computer-use-2025-11-24", "computer-use-2025-01-24", "computer-use-2024-10-22",
			"advanced-tool-use-2025-11-20", "mcp-client-2025-11-20", "task-budgets-2026-03-13", "fast-mode-2026-02-01",
			"output-300k-2026-03-24", "thinking-token-count-2026-05-13", "server-side-fallback-2026-07-01",
			SYSTEM_MESSAGES, "mid-conversation-tool-changes-2026-07-01", "advisor-tool-2026-03-01",
			"cache-diagnosis-2026-04-07", "oauth-2025-04-20", "structured-outputs-2025-11-13",
			"prompt-caching-2024-07-31", "output-128k-2025-02-19", "token-efficient-tools-2025-02-19",
			"pdfs-2024-09-25", "fine-grained-tool-streaming-2025-05-14");

	private static final Map<String, String> MEMBERS = Map.of("mcp_servers", "mcp-client-2025-11-20", "fallbacks",
			"server-side-fallback-2026-07-01", "fallback_credit_token", "server-side-fallback-2026-07-01",
			"diagnostics", "cache-diagnosis-2026-04-07");

	/** What the type of a server tool begins with, and the beta that it needs. */
	private static final Map<String, String> TOOLS = Map.of("mcp_toolset", "mcp-client-2025-11-20",
			"web_fetch_20250910", "web-fetch-2025-09-10", "web_fetch_20260209", WEB_TOOLS, "web_search_20260209",
			WEB_TOOLS, "code_execution_20250825", "code-execution-2025-08-25", "computer_20251124",
			"computer-use-2025-11-24", "memory_", "context-management-2025-06-27", "advisor_",
			"advisor-tool-2026-03-01");

	private final Set<String> sent = new LinkedHashSet<>();

	AnthropicBetas(ReceivedRequest request) {
		List<String> headers = request.headers().getOrDefault("anthropic-beta", List.of());
		for (String header : headers) {
			for (String name : header.split(",")) {
				this.sent.add(name.strip());
			}
		}
	}

	void checkNames() {
		List<String> unknown = this.sent.stream().filter((name) -> !KNOWN.contains(name)).toList();
		if (!unknown.isEmpty()) {
			throw AnthropicRefusals.refusal(AnthropicRule.KNOWN_BETA,
					"Unexpected value(s) `" + String.join("`, `", unknown)
							+ "` for the `anthropic-beta` header. Please "
							+ "consult our documentation at docs.claude.com or try again without the header.");
		}
	}

	void checkBody(JsonNode body) {
		MEMBERS.forEach((member, beta) -> {
			if (body.has(member)) {
				require(beta, member);
			}
		});
		if (body.path("speed").asString("").equals("fast")) {
			require("fast-mode-2026-02-01", "speed");
		}
		if (body.path("output_config").has("task_budget")) {
			require("task-budgets-2026-03-13", "output_config.task_budget");
		}
		if (body.path("container").has("skills")) {
			require("skills-2025-10-02", "container.skills");
		}
		JsonNode management = body.path("context_management");
		if (!management.isMissingNode()) {
			boolean compact = WireJson.text(management).contains("\"compact_");
			require(compact ? "compact-2026-01-12" : "context-management-2025-06-27", "context_management");
		}
	}

	void checkTool(String type, String path) {
		TOOLS.forEach((beginning, beta) -> {
			if (type.startsWith(beginning)) {
				require(beta, path);
			}
		});
	}

	void require(String beta, String path) {
		if (!this.sent.contains(beta)) {
			throw AnthropicRefusals.refusal(AnthropicRule.BETA_FEATURE, path + ": Extra inputs are not permitted");
		}
	}

	boolean has(String beta) {
		return this.sent.contains(beta);
	}

}
