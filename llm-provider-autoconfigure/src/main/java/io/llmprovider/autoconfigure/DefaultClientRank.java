package io.llmprovider.autoconfigure;

import io.llmprovider.provider.LlmClient;

import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Lets the client of the default model be the one that is injected without a qualifier,
 * unless the application has a client of its own. That is known when all beans are.
 */
final class DefaultClientRank implements BeanFactoryPostProcessor {

	static void register(BeanDefinitionRegistry registry) {
		RootBeanDefinition bean = new RootBeanDefinition(DefaultClientRank.class);
		bean.setInstanceSupplier(DefaultClientRank::new);
		bean.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		registry.registerBeanDefinition("llmDefaultClientRank", bean);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.containsBeanDefinition(LlmBeanNames.DEFAULT_CLIENT) && !hasOtherClient(beanFactory)) {
			beanFactory.getBeanDefinition(LlmBeanNames.DEFAULT_CLIENT).setFallback(false);
		}
	}

	private static boolean hasOtherClient(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanNamesForType(LlmClient.class, true, false)) {
			if (!LlmBeanNames.isOurs(name)) {
				return true;
			}
		}
		return false;
	}

}
