package io.llmprovider.autoconfigure;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.catalog.CatalogSettings;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ImageLimits;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.Limits;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.provider.DeliverOn;
import io.llmprovider.provider.ModeSettings;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.provider.account.Budget;
import io.llmprovider.provider.failover.CircuitBreakerSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ProxySettings;
import io.llmprovider.transport.ProxyType;
import io.llmprovider.transport.TimeoutSettings;

/**
 * One row for each setting. A setting without a row fails {@link SettingEffectTests}.
 */
final class SettingEffects {

	private static final Function<Map<String, String>, ProviderSettings> DEFAULTS = (
			settings) -> BoundProperties.of(settings).defaultSettings();

	private static final Function<Map<String, String>, ProviderSettings> PROVIDER = (
			settings) -> BoundProperties.of(settings).providerSettings().get(0);

	private static final Function<Map<String, String>, ModelSettings> MODEL = PROVIDER
		.andThen((provider) -> provider.models().get(0));

	private static final Function<Map<String, String>, ModeSettings> MODE = (
			settings) -> BoundProperties.of(settings).modeSettings().get(0);

	private final List<SettingEffect> rows = new ArrayList<>();

	static List<SettingEffect> all() {
		SettingEffects effects = new SettingEffects();
		effects.row("llm.model", "office:m", (settings) -> BoundProperties.of(settings).defaultModel(), "office:m");
		effects.provider();
		effects.model();
		effects.mode();
		effects.defaults();
		effects.catalog();
		effects.budget();
		effects.credentials();
		effects.row("llm.protocols.*.enabled", "false",
				(settings) -> SettingEffectTests.startsWithApi("ollama-chat", settings), false);
		return effects.rows;
	}

	private void provider() {
		String path = "llm.providers.*";
		row(path + ".enabled", "false", (settings) -> BoundProperties.of(settings).providerSettings().size(), 0);
		row(path + ".api", "ollama-chat", PROVIDER.andThen(ProviderSettings::api), "ollama-chat");
		row(path + ".base-url", "http://localhost:2", PROVIDER.andThen(ProviderSettings::baseUrl),
				"http://localhost:2");
		row(path + ".api-key", "sk-1", PROVIDER.andThen(ProviderSettings::apiKey), "sk-1");
		row(path + ".api-keys", "sk-1,sk-2", PROVIDER.andThen(ProviderSettings::apiKeys), List.of("sk-1", "sk-2"));
		row(path + ".api-key-file", "/run/secrets/key", PROVIDER.andThen(ProviderSettings::apiKeyFile),
				"/run/secrets/key");
		row(path + ".key-required", "false", PROVIDER.andThen(ProviderSettings::keyRequired), false);
		row(path + ".auth.scheme", "none", PROVIDER.andThen(ProviderSettings::auth).andThen(AuthSettings::scheme),
				AuthScheme.NONE);
		row(path + ".auth.header", "X-Api-Key", PROVIDER.andThen(ProviderSettings::auth),
				AuthSettings.header("X-Api-Key"));
		row(path + ".auth.region", "eu-west-1", PROVIDER.andThen(ProviderSettings::auth).andThen(AuthSettings::region),
				"eu-west-1");
		row(path + ".auth.profile", "dev", PROVIDER.andThen(ProviderSettings::auth).andThen(AuthSettings::profile),
				"dev");
		row(path + ".auth.scope", "https://ai.azure.com/.default",
				PROVIDER.andThen(ProviderSettings::auth).andThen(AuthSettings::scope), "https://ai.azure.com/.default");
		oauth(path + ".oauth", PROVIDER.andThen(ProviderSettings::oauth));
		common(path, PROVIDER);
	}

	private void oauth(String path, Function<Map<String, String>, OAuthSettings> oauth) {
		row(path + ".flow", "device-code", oauth.andThen(OAuthSettings::flow), "device-code");
		row(path + ".client-id", "id", oauth.andThen(OAuthSettings::clientId), "id");
		row(path + ".client-secret", "s", oauth.andThen(OAuthSettings::clientSecret), "s");
		row(path + ".client-authentication", "post", oauth.andThen(OAuthSettings::clientAuthentication),
				OAuthSettings.ClientAuthentication.POST);
		row(path + ".issuer-uri", "https://i", oauth.andThen(OAuthSettings::issuerUri), "https://i");
		row(path + ".authorization-uri", "https://a", oauth.andThen(OAuthSettings::authorizationUri), "https://a");
		row(path + ".token-uri", "https://t", oauth.andThen(OAuthSettings::tokenUri), "https://t");
		row(path + ".device-authorization-uri", "https://d", oauth.andThen(OAuthSettings::deviceAuthorizationUri),
				"https://d");
		row(path + ".revocation-uri", "https://r", oauth.andThen(OAuthSettings::revocationUri), "https://r");
		row(path + ".redirect-uri", "http://127.0.0.1:0/", oauth.andThen(OAuthSettings::redirectUri),
				"http://127.0.0.1:0/");
		row(path + ".scopes", "a,b", oauth.andThen(OAuthSettings::scopes), List.of("a", "b"));
		row(path + ".parameters", ".audience", "llm", oauth.andThen(OAuthSettings::parameters),
				Map.of("audience", "llm"));
		row(path + ".timeout", "3m", oauth.andThen(OAuthSettings::timeout), Duration.ofMinutes(3));
	}

	private void credentials() {
		Function<Map<String, String>, CredentialProperties> oauth = (settings) -> BoundProperties.of(settings).oauth();
		row("llm.oauth.store", "file", oauth.andThen((all) -> (all != null) ? all.store() : null),
				CredentialProperties.Store.FILE);
		row("llm.oauth.path", "tokens.json", oauth.andThen((all) -> (all != null) ? all.file() : null),
				Path.of("tokens.json"));
		row("llm.oauth.table", "tokens", oauth.andThen((all) -> (all != null) ? all.table() : null), "tokens");
	}

	private void defaults() {
		common("llm.defaults", DEFAULTS);
	}

	private void common(String path, Function<Map<String, String>, ProviderSettings> settings) {
		row(path + ".headers", ".X-Team", "search", settings.andThen(ProviderSettings::headers),
				Map.of("X-Team", "search"));
		row(path + ".ssl-bundle", "internal", settings.andThen(ProviderSettings::sslBundle), "internal");
		row(path + ".wire-streaming", "false", settings.andThen(ProviderSettings::wireStreaming), false);
		row(path + ".deliver-on", "bounded-elastic", settings.andThen(ProviderSettings::deliverOn),
				DeliverOn.BOUNDED_ELASTIC);
		compat(path + ".compat", settings.andThen(ProviderSettings::compat));
		options(path + ".options", settings.andThen(ProviderSettings::options));
		retry(path + ".retry", settings.andThen(ProviderSettings::retry));
		Function<Map<String, String>, TimeoutSettings> timeouts = settings.andThen(ProviderSettings::timeouts);
		timeouts(path + ".timeouts", timeouts);
		Function<Map<String, String>, ConnectionSettings> connections = settings.andThen(ProviderSettings::connections);
		row(path + ".connections.max", "7", connections.andThen(ConnectionSettings::max), 7);
		row(path + ".connections.max-idle-time", "8s", connections.andThen(ConnectionSettings::maxIdleTime),
				Duration.ofSeconds(8));
		row(path + ".connections.http2", "true", connections.andThen(ConnectionSettings::http2), true);
		row(path + ".user-agent", "shop/1.0", settings.andThen(ProviderSettings::headers),
				Map.of("User-Agent", "shop/1.0"));
		circuitBreaker(path + ".circuit-breaker", settings.andThen(ProviderSettings::circuitBreaker));
		proxy(path + ".proxy", connections.andThen(ConnectionSettings::proxy));
		Function<Map<String, String>, Limits> limits = settings.andThen(ProviderSettings::limits);
		row(path + ".limits.max-event-bytes", "1KB", limits, new Limits(1024, 8 << 20, 256L << 20));
		row(path + ".limits.max-tool-argument-chars", "9", limits, new Limits(16 << 20, 9, 256L << 20));
		row(path + ".limits.max-response-bytes", "2048", limits, new Limits(16 << 20, 8 << 20, 2048));
	}

	private void circuitBreaker(String path, Function<Map<String, String>, CircuitBreakerSettings> breaker) {
		row(path + ".enabled", "true", breaker.andThen(CircuitBreakerSettings::enabled), true);
		row(path + ".failure-rate", "0.3", breaker.andThen(CircuitBreakerSettings::failureRate), 0.3);
		row(path + ".window-size", "20", breaker.andThen(CircuitBreakerSettings::windowSize), 20);
		row(path + ".minimum-calls", "5", breaker.andThen(CircuitBreakerSettings::minimumCalls), 5);
		row(path + ".open-for", "9s", breaker.andThen(CircuitBreakerSettings::openFor), Duration.ofSeconds(9));
		row(path + ".trial-calls", "2", breaker.andThen(CircuitBreakerSettings::trialCalls), 2);
	}

	private void proxy(String path, Function<Map<String, String>, ProxySettings> proxy) {
		row(path + ".type", "socks", proxy.andThen(ProxySettings::type), ProxyType.SOCKS);
		row(path + ".host", "proxy.example.com", proxy.andThen(ProxySettings::host), "proxy.example.com");
		row(path + ".port", "3128", proxy.andThen(ProxySettings::port), 3128);
		row(path + ".username", "u", proxy.andThen(ProxySettings::username), "u");
		row(path + ".password", "w", proxy.andThen(ProxySettings::password), "w");
		row(path + ".no-proxy", "localhost,.example.com", proxy.andThen(ProxySettings::noProxy),
				List.of("localhost", ".example.com"));
	}

	private void model() {
		String path = "llm.providers.*.models[*]";
		Function<Map<String, String>, Model> model = MODEL.andThen(ModelSettings::model);
		Function<Map<String, String>, Capabilities> capabilities = model.andThen(Model::capabilities);
		row(path + ".id", "qwen3.5", model.andThen(Model::id), "qwen3.5");
		row(path + ".name", "Qwen", model.andThen(Model::name), "Qwen");
		row(path + ".aliases", "a,b", model.andThen(Model::aliases), List.of("a", "b"));
		row(path + ".api", "ollama-chat", MODEL.andThen(ModelSettings::api), "ollama-chat");
		row(path + ".base-url", "http://localhost:3", MODEL.andThen(ModelSettings::baseUrl), "http://localhost:3");
		row(path + ".reasoning", "true", capabilities.andThen(Capabilities::reasoning), true);
		row(path + ".thinking-levels", "off,high", capabilities.andThen(Capabilities::thinkingLevels),
				Set.of(ThinkingLevel.OFF, ThinkingLevel.HIGH));
		row(path + ".input", "text,image", capabilities.andThen(Capabilities::input),
				Set.of(Modality.TEXT, Modality.IMAGE));
		row(path + ".tools", "true", capabilities.andThen(Capabilities::tools), true);
		row(path + ".structured-output", "false", capabilities.andThen(Capabilities::structuredOutput), false);
		row(path + ".context-window", "10", model.andThen(Model::contextWindow), 10);
		row(path + ".max-output-tokens", "11", model.andThen(Model::maxOutputTokens), 11);
		row(path + ".max-tokens", "12", model.andThen(Model::maxOutputTokens), 12);
		row(path + ".images.max-count", "5", model.andThen(Model::images).andThen(ImageLimits::maxCount), 5);
		row(path + ".images.max-bytes", "5MB", model.andThen(Model::images).andThen(ImageLimits::maxBytes), 5L << 20);
		Function<Map<String, String>, Pricing> cost = model.andThen(Model::pricing);
		row(path + ".cost.input", "0.6", cost.andThen(Pricing::input), new BigDecimal("0.6"));
		row(path + ".cost.output", "3.6", cost.andThen(Pricing::output), new BigDecimal("3.6"));
		row(path + ".cost.cache-read", "0.06", cost.andThen(Pricing::cacheRead), new BigDecimal("0.06"));
		row(path + ".cost.cache-write", "1.2", cost.andThen(Pricing::cacheWrite), new BigDecimal("1.2"));
		row(path + ".cost.cache-write-hour", "2", cost.andThen(Pricing::cacheWriteHour), new BigDecimal("2"));
		row(path + ".cost.reasoning", "4", cost.andThen(Pricing::reasoning), new BigDecimal("4"));
		row(path + ".cost.input-audio", "5", cost.andThen(Pricing::inputAudio), new BigDecimal("5"));
		row(path + ".cost.output-audio", "6", cost.andThen(Pricing::outputAudio), new BigDecimal("6"));
		row(path + ".cost.request", "0.005", cost.andThen(Pricing::request), new BigDecimal("0.005"));
		row(path + ".cost.factors", ".flex", "0.5", cost.andThen(Pricing::factors),
				Map.of("flex", new BigDecimal("0.5")));
		Function<Map<String, String>, Pricing.Tier> tier = cost.andThen((prices) -> prices.tiers().get(0));
		row(path + ".cost.tiers[*].above", "7", tier.andThen(Pricing.Tier::above), 7L);
		Function<Map<String, String>, Pricing> longer = tier.andThen(Pricing.Tier::prices);
		row(path + ".cost.tiers[*].input", "8", longer.andThen(Pricing::input), new BigDecimal("8"));
		row(path + ".cost.tiers[*].output", "9", longer.andThen(Pricing::output), new BigDecimal("9"));
		row(path + ".cost.tiers[*].cache-read", "0.8", longer.andThen(Pricing::cacheRead), new BigDecimal("0.8"));
		row(path + ".cost.tiers[*].cache-write", "10", longer.andThen(Pricing::cacheWrite), new BigDecimal("10"));
		row(path + ".headers", ".X-Model", "m", MODEL.andThen(ModelSettings::headers), Map.of("X-Model", "m"));
		row(path + ".wire-streaming", "false", MODEL.andThen(ModelSettings::wireStreaming), false);
		compat(path + ".compat", MODEL.andThen(ModelSettings::compat));
		options(path + ".options", MODEL.andThen(ModelSettings::options));
	}

	private void catalog() {
		Function<Map<String, String>, CatalogSettings> catalog = (settings) -> BoundProperties.of(settings)
			.catalogSettings();
		row("llm.catalog.built-in", "false", catalog.andThen(CatalogSettings::builtIn), false);
		row("llm.catalog.locations", "models.json", catalog.andThen(CatalogSettings::locations),
				List.of("models.json"));
		row("llm.catalog.refresh-interval", "1h", catalog.andThen(CatalogSettings::refreshInterval),
				Duration.ofHours(1));
		row("llm.catalog.cache-directory", "/var/cache/models", catalog.andThen(CatalogSettings::cacheDirectory),
				Path.of("/var/cache/models"));
		row("llm.catalog.timeout", "5s", catalog.andThen(CatalogSettings::timeout), Duration.ofSeconds(5));
		row("llm.catalog.max-size", "1KB", catalog.andThen(CatalogSettings::maxBytes), 1024);
	}

	private void budget() {
		String path = "llm.budgets.*";
		Function<Map<String, String>, Budget> budget = (
				settings) -> BoundProperties.of(settings).budgetSettings().get(0);
		row(path + ".dollars", "12.5", budget.andThen(Budget::dollars), new BigDecimal("12.5"));
		row(path + ".window", "1h", budget.andThen(Budget::window), Duration.ofHours(1));
		row(path + ".warn-at", "0.5", budget.andThen(Budget::warnAt), 0.5);
		row(path + ".provider", "office", budget.andThen(Budget::provider), "office");
		row(path + ".model", "m", budget.andThen(Budget::model), "m");
		row(path + ".mode", "plan", budget.andThen(Budget::mode), "plan");
		row(path + ".tag", "tenant", budget.andThen(Budget::tag), "tenant");
	}

	private void mode() {
		String path = "llm.modes.*";
		row(path + ".model", "office:other", MODE.andThen(ModeSettings::model), "office:other");
		row(path + ".fallbacks", "office:a,office:b", MODE.andThen(ModeSettings::fallbacks),
				List.of("office:a", "office:b"));
		row(path + ".headers", ".X-Mode", "plan", MODE.andThen((mode) -> mode.call().headers()),
				Map.of("X-Mode", "plan"));
		timeouts(path + ".timeouts", MODE.andThen((mode) -> mode.call().timeouts()));
		retry(path + ".retry", MODE.andThen((mode) -> mode.call().retry()));
		options(path, MODE.andThen(ModeSettings::options));
	}

	private void timeouts(String path, Function<Map<String, String>, TimeoutSettings> timeouts) {
		row(path + ".connect", "1s", timeouts.andThen(TimeoutSettings::connect), Duration.ofSeconds(1));
		row(path + ".first-byte", "2s", timeouts.andThen(TimeoutSettings::firstByte), Duration.ofSeconds(2));
		row(path + ".idle", "3s", timeouts.andThen(TimeoutSettings::idle), Duration.ofSeconds(3));
		row(path + ".total", "4s", timeouts.andThen(TimeoutSettings::total), Duration.ofSeconds(4));
	}

	private void retry(String path, Function<Map<String, String>, RetrySettings> retry) {
		row(path + ".max-attempts", "5", retry.andThen(RetrySettings::maxAttempts), 5);
		row(path + ".delay", "100ms", retry.andThen(RetrySettings::delay), Duration.ofMillis(100));
		row(path + ".multiplier", "1.5", retry.andThen(RetrySettings::multiplier), 1.5);
		row(path + ".max-delay", "6s", retry.andThen(RetrySettings::maxDelay), Duration.ofSeconds(6));
		row(path + ".jitter", "0.4", retry.andThen(RetrySettings::jitter), 0.4);
		row(path + ".max-retry-after", "7s", retry.andThen(RetrySettings::maxRetryAfter), Duration.ofSeconds(7));
		row(path + ".all-errors", "true", retry.andThen(RetrySettings::allErrors), true);
	}

	private void options(String path, Function<Map<String, String>, ChatOptions> options) {
		row(path + ".temperature", "0.5", options.andThen(ChatOptions::temperature), 0.5);
		row(path + ".top-p", "0.9", options.andThen(ChatOptions::topP), 0.9);
		row(path + ".max-tokens", "100", options.andThen(ChatOptions::maxTokens), 100);
		row(path + ".stop", "[0]", "END", options.andThen(ChatOptions::stop), List.of("END"));
		row(path + ".seed", "42", options.andThen(ChatOptions::seed), 42L);
		row(path + ".frequency-penalty", "0.1", options.andThen(ChatOptions::frequencyPenalty), 0.1);
		row(path + ".presence-penalty", "0.2", options.andThen(ChatOptions::presencePenalty), 0.2);
		row(path + ".thinking", "high", options.andThen(ChatOptions::thinking), ThinkingLevel.HIGH);
		row(path + ".thinking-budgets", ".low", "1024", options.andThen(ChatOptions::thinkingBudgets),
				Map.of(ThinkingLevel.LOW, 1024));
		row(path + ".tool-choice", "required", options.andThen(ChatOptions::toolChoice), ToolChoice.REQUIRED);
		row(path + ".parallel-tool-calls", "false", options.andThen(ChatOptions::parallelToolCalls), false);
		row(path + ".cache-retention", "long", options.andThen(ChatOptions::cacheRetention), CacheRetention.LONG);
		row(path + ".provider-options", ".service_tier", "flex", options.andThen(ChatOptions::providerOptions),
				Map.of("service_tier", "flex"));
		row(path + ".extra-body", ".top_k[0]", "5", options.andThen(ChatOptions::extraBody),
				Map.of("top_k", List.of("5")));
	}

	private void compat(String path, Function<Map<String, String>, Compat> compat) {
		flag(path + ".supports-developer-role", compat.andThen(Compat::supportsDeveloperRole));
		flag(path + ".supports-store", compat.andThen(Compat::supportsStore));
		flag(path + ".supports-reasoning-effort", compat.andThen(Compat::supportsReasoningEffort));
		row(path + ".reasoning-effort-map", ".off", "none", compat.andThen(Compat::reasoningEffortMap),
				Map.of(ThinkingLevel.OFF, "none"));
		row(path + ".thinking-format", "qwen-chat-template", compat.andThen(Compat::thinkingFormat),
				ThinkingFormat.QWEN_CHAT_TEMPLATE);
		flag(path + ".supports-usage-in-streaming", compat.andThen(Compat::supportsUsageInStreaming));
		row(path + ".max-tokens-field", "max_tokens", compat.andThen(Compat::maxTokensField), "max_tokens");
		flag(path + ".supports-strict-mode", compat.andThen(Compat::supportsStrictMode));
		flag(path + ".supports-parallel-tool-calls", compat.andThen(Compat::supportsParallelToolCalls));
		flag(path + ".supports-tool-choice", compat.andThen(Compat::supportsToolChoice));
		flag(path + ".supports-named-tool-choice", compat.andThen(Compat::supportsNamedToolChoice));
		flag(path + ".supports-json-schema", compat.andThen(Compat::supportsJsonSchema));
		flag(path + ".supports-seed", compat.andThen(Compat::supportsSeed));
		flag(path + ".supports-cache-control", compat.andThen(Compat::supportsCacheControl));
		flag(path + ".supports-prompt-cache-key", compat.andThen(Compat::supportsPromptCacheKey));
		flag(path + ".supports-images-in-tool-results", compat.andThen(Compat::supportsImagesInToolResults));
		flag(path + ".requires-tool-result-name", compat.andThen(Compat::requiresToolResultName));
		flag(path + ".requires-assistant-after-tool-result", compat.andThen(Compat::requiresAssistantAfterToolResult));
		flag(path + ".requires-alternating-roles", compat.andThen(Compat::requiresAlternatingRoles));
		flag(path + ".requires-thinking-as-text", compat.andThen(Compat::requiresThinkingAsText));
		flag(path + ".requires-reasoning-content", compat.andThen(Compat::requiresReasoningContent));
		flag(path + ".requires-tools-with-history", compat.andThen(Compat::requiresToolsWithHistory));
		flag(path + ".requires-mistral-tool-ids", compat.andThen(Compat::requiresMistralToolIds));
		row(path + ".tool-id-max-length", "40", compat.andThen(Compat::toolIdMaxLength), 40);
		row(path + ".reasoning-field", "reasoning", compat.andThen(Compat::reasoningField), "reasoning");
		row(path + ".session-affinity-header", "X-Session", compat.andThen(Compat::sessionAffinityHeader), "X-Session");
		row(path + ".unsupported-schema-keywords", "$schema,format", compat.andThen(Compat::unsupportedSchemaKeywords),
				Set.of("$schema", "format"));
		row(path + ".unsupported-parameters", "stop,top_k", compat.andThen(Compat::unsupportedParameters),
				Set.of("stop", "top_k"));
		row(path + ".open-router-routing", ".order[0]", "a", compat.andThen(Compat::openRouterRouting),
				Map.of("order", List.of("a")));
		row(path + ".vercel-gateway-routing", ".only[0]", "b", compat.andThen(Compat::vercelGatewayRouting),
				Map.of("only", List.of("b")));
	}

	private void flag(String name, Function<Map<String, String>, Object> seen) {
		row(name, "true", seen, true);
	}

	private void row(String name, String value, Function<Map<String, String>, ?> seen, Object expected) {
		row(name, "", value, seen, expected);
	}

	private void row(String name, String below, String value, Function<Map<String, String>, ?> seen, Object expected) {
		this.rows.add(new SettingEffect(name, below, value, seen::apply, expected));
	}

}
