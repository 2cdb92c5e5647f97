package io.llmprovider.autoconfigure;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Auto-configuration of the {@link ProviderRegistry} from settings under {@code llm.*}
 * and beans of the application's own.
 * <p>
 * Beside the registry there is one {@code LlmProvider} bean for each provider of the
 * configuration and one {@code LlmClient} bean for each mode, to be selected by
 * {@code @Qualifier} with the provider's or the mode's name. With {@code llm.model} there
 * is a client with the qualifier {@code default}, which is also the one that is injected
 * without a qualifier. All of them give way to beans of the application's own: where
 * there is one {@code LlmProvider} or {@code LlmClient} beside them, it is the one that
 * is injected without a qualifier.
 * <p>
 * A registry of the application's own knows other providers, so all of this gives way to
 * it. There is one small configuration and a registrar, because each class of conditions
 * is paid for at the start of every application. The settings are no bean of their own
 * for the same reason, see {@link LlmSettingsReportAutoConfiguration}.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration",
				"org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration" })
@ConditionalOnClass({ ProviderRegistry.class, WebClient.class })
@ConditionalOnMissingBean(ProviderRegistry.class)
@Import(LlmBeanRegistrar.class)
public final class LlmAutoConfiguration implements ApplicationContextAware {

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	/**
	 * Taken once here and not as parameters of the methods below: for each of these,
	 * Spring would look all beans over.
	 */
	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = (ConfigurableApplicationContext) context;
	}

	@Bean
	@Lazy
	ProviderRegistry llmProviderRegistry() {
		ConfigurableEnvironment environment = this.context.getEnvironment();
		return new RegistryAssembler(this.context.getBeanFactory(), environment, this.context)
			.build(SettingReader.settings(environment));
	}

	@Bean
	RegistryLifecycle llmRegistryLifecycle() {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		ConfigurableEnvironment environment = this.context.getEnvironment();
		if (new RegistryDemand(beanFactory, environment).isAny()) {
			ProviderRegistry registry = beanFactory.getBean(LlmBeanNames.REGISTRY, ProviderRegistry.class);
			new StartupReport(registry, environment).log();
		}
		else {
			StartupReport.logNone();
		}
		return new RegistryLifecycle(beanFactory);
	}

}
