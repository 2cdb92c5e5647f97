package io.llmprovider.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the health of providers.
 *
 * @param enabled Whether the health endpoint asks each configured provider for its
 * models.
 * @param timeout How long one provider may take to answer.
 */
@ConfigurationProperties("management.health.llm")
record LlmHealthProperties(@DefaultValue("false") boolean enabled, @DefaultValue("10s") Duration timeout) {

}
