package io.llmprovider.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that shows the settings under {@code llm.*} on the actuator's page
 * of configuration properties, {@code /actuator/configprops}. The registry does not read
 * them from this bean, which an application without that page is spared.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class,
		afterName = "org.springframework.boot.actuate.autoconfigure"
				+ ".context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration")
@ConditionalOnClass(ConfigurationPropertiesReportEndpoint.class)
@ConditionalOnBean(ConfigurationPropertiesReportEndpoint.class)
@EnableConfigurationProperties(LlmProperties.class)
public final class LlmSettingsReportAutoConfiguration {

	/** They are bound when somebody looks at them. */
	@Bean
	static BeanFactoryPostProcessor llmLazySettings() {
		return (beanFactory) -> beanFactory.getBeanDefinition(LlmBeanNames.PROPERTIES).setLazyInit(true);
	}

	@Bean
	static ConfigurationPropertiesBindHandlerAdvisor llmBindHandlerAdvisor() {
		return EmptyMapBindHandler::new;
	}

}
