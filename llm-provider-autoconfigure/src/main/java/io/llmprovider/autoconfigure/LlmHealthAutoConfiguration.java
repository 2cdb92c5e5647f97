package io.llmprovider.autoconfigure;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of providers. It has to be asked for with
 * {@code management.health.llm.enabled}: each look at the health endpoint asks each
 * configured provider for its models, and a provider that is away for a moment makes the
 * application's health {@code DOWN}.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class)
@ConditionalOnClass({ ProviderRegistry.class, ReactiveHealthIndicator.class })
@ConditionalOnBooleanProperty("management.health.llm.enabled")
@ConditionalOnBean(ProviderRegistry.class)
@EnableConfigurationProperties(LlmHealthProperties.class)
public final class LlmHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "llmHealthIndicator")
	ReactiveHealthIndicator llmHealthIndicator(ProviderRegistry registry, LlmHealthProperties properties) {
		return new LlmHealthIndicator(registry, properties.timeout());
	}

}
