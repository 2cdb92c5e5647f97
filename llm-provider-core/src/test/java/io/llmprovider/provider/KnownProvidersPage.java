package io.llmprovider.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes {@code docs/providers/openai-compatible.md} from the presets and from the notes
 * that say why each flag is set.
 */
final class KnownProvidersPage {

	/** The entry of the notes that holds for whoever has no reason of its own. */
	static final String ANYBODY = "*";

	private static final Set<String> APIS = Set.of("openai-completions", "ollama-chat");

	private static final String HEAD = """
			# OpenAI-compatible providers

			These names bring their API type, base URL, key variable and dialect: with the key in the environment, `llm.model: deepseek:deepseek-v4-pro`
			is all that is needed. This page is made by `KnownProvidersTests` from `known-providers.json` and compared with it in every build;
			`-Dllm.docs.write=true` writes it.

			Names and addresses are those of [models.dev](https://models.dev) where it has them. A preset is a default of low rank: what you set
			under `llm.providers.<name>` comes first, flag by flag. If you give another host as `base-url`, the key variable no longer applies:
			a key from the environment goes only to the host it belongs to. Any other server of this kind needs no preset:

			```yaml
			llm:
			  providers:
			    office:
			      api: openai-completions
			      base-url: https://llm.example.com/v1
			      api-key: ${OFFICE_KEY:}
			      compat: {supports-developer-role: false, max-tokens-field: max_tokens}
			```

			The flags go under `compat` of a provider or of one of its models. In brackets stands who says so: *vendor* is the provider's
			documentation or SDK, or several clients that agree; [pi](https://github.com/badlogic/pi-mono) (with the number of the issue),
			[ReqLLM](https://github.com/agentjido/req_llm) and HAI Build are clients that had to learn it. No preset was tried with a key of ours:
			where a server has moved on, set the flag yourself.

			Some models deviate from their host and are known by their ids at its address: Qwen at Groq is told `default` or `none`, Grok 4.20 at xAI
			nothing of thinking, and gpt-oss at Groq and Grok 4.5 cannot be told not to think. A flag of yours counts more.

			`openai` itself speaks Responses, see [OpenAI](openai.md); under that name a server at another address is taken for one of these.

			""";

	private static final String TAIL = """

			llama.cpp's server speaks other APIs too, with `api: openai-responses` or `api: anthropic-messages`. Over Responses it calls an answer complete
			that reached its limit, so the finish reason is `STOP`; over both it holds no answer to a schema, and over Messages it passes over the tool
			choice `none`. `LlamaServerContractIT` is run with each of the three.
			""";

	private KnownProvidersPage() {
	}

	/** The whole page. */
	static String text() {
		StringBuilder page = new StringBuilder(HEAD);
		table(page, "With a key", false);
		page.append('\n');
		table(page, "On your own machine", true);
		page.append(TAIL);
		return page.toString();
	}

	/** The file as it is, not yet bound to anything. */
	static JsonNode presets() {
		return resource("known-providers.json");
	}

	/** The flags of a preset, as the file has them. */
	static Map<String, JsonNode> flags(String name) {
		Map<String, JsonNode> flags = new LinkedHashMap<>();
		presets().path(name).path("compat").forEachEntry(flags::put);
		return flags;
	}

	/** Why a flag of a preset is set, or null if nobody says. */
	static @Nullable String reason(String name, String flag) {
		JsonNode own = note(name).path("why").path(flag);
		JsonNode common = note(ANYBODY).path("why").path(flag);
		return (own.isMissingNode() ? common : own).asString(null);
	}

	/** What the notes have for a preset. */
	static JsonNode note(String name) {
		return notes().path(name);
	}

	static JsonNode notes() {
		return resource("known-providers-notes.json");
	}

	private static void table(StringBuilder page, String title, boolean local) {
		page.append("## ").append(title).append("\n\n");
		page.append("| name | provider | base URL | key variable | flags that are set | why |\n");
		page.append("|---|---|---|---|---|---|\n");
		presets().forEachEntry((name, preset) -> {
			boolean here = preset.path("baseUrl").asString().startsWith("http://localhost");
			if (here == local && APIS.contains(preset.path("api").asString())) {
				page.append(row(name, preset)).append('\n');
			}
		});
	}

	private static String row(String name, JsonNode preset) {
		StringJoiner variables = new StringJoiner("<br>");
		preset.path("keyVariables").forEach((variable) -> variables.add(code(variable.asString())));
		if (!preset.path("keyRequired").asBoolean(true)) {
			variables.add(preset.has("keyVariables") ? "(optional)" : "none");
		}
		StringJoiner flags = new StringJoiner("<br>");
		StringJoiner reasons = new StringJoiner("<br>");
		if (!preset.path("api").asString().equals("openai-completions")) {
			flags.add(code("api: " + preset.path("api").asString()));
			reasons.add("its own API can do more");
		}
		flags(name).forEach((flag, value) -> {
			flags.add(code(kebab(flag) + ": " + yaml(value)));
			reasons.add(String.valueOf(reason(name, flag)));
		});
		return String.join(" | ", List.of("| " + code(name), note(name).path("title").asString(),
				preset.path("baseUrl").asString(), variables.toString(), flags.toString(), reasons + " |"));
	}

	private static String yaml(JsonNode value) {
		if (value.isArray()) {
			StringJoiner items = new StringJoiner(", ", "[", "]");
			value.forEach((item) -> items.add(yaml(item)));
			return items.toString();
		}
		if (value.isObject()) {
			StringJoiner members = new StringJoiner(", ", "{", "}");
			value.forEachEntry((key, member) -> members.add(key.toLowerCase(Locale.ROOT) + ": " + yaml(member)));
			return members.toString();
		}
		String text = value.asString();
		boolean constant = value.isString() && text.equals(text.toUpperCase(Locale.ROOT));
		return constant ? text.toLowerCase(Locale.ROOT).replace('_', '-') : text;
	}

	private static String kebab(String camel) {
		return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static String code(String text) {
		return "`" + text + "`";
	}

	private static JsonNode resource(String name) {
		try (InputStream json = KnownProvidersPage.class.getResourceAsStream(name)) {
			return Json.tree(new String(Objects.requireNonNull(json, name).readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
