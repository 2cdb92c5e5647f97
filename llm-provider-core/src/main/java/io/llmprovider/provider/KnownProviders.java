package io.llmprovider.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.protocol.Compat;
import org.jspecify.annotations.Nullable;

/**
 * The providers that need nothing but a key, and the servers that usually run on one's
 * own machine and need none: their API type, base URL, key variables and dialect, from
 * {@code known-providers.json} beside this class. They bear the names that models.dev
 * gives them, where it knows them.
 * <p>
 * An entry is a default of low rank: whatever a provider of the same name is configured
 * with comes first, flag by flag. Flags are set only where a server deviates from what
 * its protocol takes for granted; {@code docs/providers/openai-compatible.md} says why
 * for each.
 */
public final class KnownProviders {

	private static final String RESOURCE = "known-providers.json";

	/**
	 * The names in the file, in alphabetical order: an application whose providers all
	 * have names of their own starts without the file.
	 */
	private static final List<String> NAMES = List.of("alibaba", "alibaba-cn", "amazon-bedrock", "anthropic", "azure",
			"azure-openai", "baseten", "cerebras", "chutes", "cohere", "deepinfra", "deepseek", "doubao",
			"fireworks-ai", "github-models", "google", "google-gemini-cli", "google-vertex", "groq",
			"huawei-cloud-maas", "huggingface", "litellm", "llamacpp", "lmstudio", "minimax", "minimax-cn", "mistral",
			"moonshotai", "moonshotai-cn", "nebius", "nvidia", "ollama", "ollama-cloud", "openai", "openrouter",
			"perplexity", "requesty", "sambanova", "togetherai", "venice", "vercel", "vllm", "wandb", "xai", "zai",
			"zai-coding-plan", "zhipuai");

	private KnownProviders() {
	}

	/**
	 * The names of all known providers.
	 * @return the names in alphabetical order
	 */
	public static Set<String> names() {
		return Collections.unmodifiableSet(new LinkedHashSet<>(NAMES));
	}

	/**
	 * What is known of a provider.
	 * @param name its name, exactly as {@link #names()} has it
	 * @return its settings, without a key and without models; empty if the name is not
	 * known
	 */
	public static Optional<ProviderSettings> find(String name) {
		Preset preset = preset(name);
		return (preset != null) ? Optional.of(preset.toSettings(name)) : Optional.empty();
	}

	/**
	 * The API type of servers that imitate a provider at addresses of their own.
	 * @param name the provider's name
	 * @return the API type, or null if it is the provider's own
	 */
	static @Nullable String imitatedApi(String name) {
		Preset preset = preset(name);
		return (preset != null) ? preset.imitatedApi : null;
	}

	/**
	 * Whether what is known of a provider holds for an API type.
	 * @param name the provider's name
	 * @param api the API type, or null for the one that the provider usually speaks
	 * @return whether it does
	 */
	static boolean speaks(String name, @Nullable String api) {
		Preset preset = preset(name);
		return preset != null && (api == null || api.equals(preset.api)
				|| preset.otherApis != null && preset.otherApis.contains(api));
	}

	private static @Nullable Preset preset(String name) {
		return NAMES.contains(name) ? Presets.ALL.get(name) : null;
	}

	private static String text() {
		try (InputStream json = KnownProviders.class.getResourceAsStream(RESOURCE)) {
			if (json == null) {
				throw new IllegalStateException(RESOURCE + " is missing from the jar");
			}
			return new String(json.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All entries of the file, read when the first of them is asked for.
	 */
	private static final class Presets {

		static final Map<String, Preset> ALL = Collections.unmodifiableMap(new PresetReader().read(text()));

		private Presets() {
		}

	}

	/**
	 * One entry of the file.
	 *
	 * @param api the API type
	 * @param otherApis API types that are spoken at the same address too; null for none
	 * @param imitatedApi the API type of other servers that users give this name to; null
	 * for the same
	 * @param baseUrl the base URL without a slash at its end; null if each user has one
	 * of their own
	 * @param keyVariables environment variables that may hold the key, in the order in
	 * which they are tried; null if the server usually wants no key
	 * @param keyRequired whether a call without a key must not be sent; null for yes if
	 * there is a variable
	 * @param auth how the key travels; null for bearer
	 * @param headers headers of every call
	 * @param compat the server's dialect
	 */
	record Preset(String api, @Nullable List<String> otherApis, @Nullable String imitatedApi, @Nullable String baseUrl,
			@Nullable List<String> keyVariables, @Nullable Boolean keyRequired, @Nullable AuthSettings auth,
			@Nullable Map<String, String> headers, @Nullable Compat compat) {

		ProviderSettings toSettings(String name) {
			return ProviderSettings.builder(name)
				.api(this.api)
				.baseUrl(this.baseUrl)
				.keyVariables((this.keyVariables != null) ? this.keyVariables : List.of())
				.keyRequired(this.keyRequired)
				.auth(this.auth)
				.headers((this.headers != null) ? this.headers : Map.of())
				.compat(this.compat)
				.build();
		}

	}

}
