package io.llmprovider.autoconfigure;

import io.llmprovider.provider.LlmClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;

/**
 * Makes the beans of providers and modes selectable by {@code @Qualifier} with their
 * plain names. A registrar cannot say this, and an alias would take the name from the
 * application's own beans.
 */
class LlmBeanQualifiers implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			String qualifier = qualifier(name);
			if (qualifier != null && beanFactory.getBeanDefinition(name) instanceof AbstractBeanDefinition definition) {
				definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
			}
		}
		if (beanFactory.containsBeanDefinition(LlmBeanNames.DEFAULT_CLIENT) && !hasOtherClient(beanFactory)) {
			BeanDefinition client = beanFactory.getBeanDefinition(LlmBeanNames.DEFAULT_CLIENT);
			client.setFallback(false);
		}
	}

	private static boolean hasOtherClient(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanNamesForType(LlmClient.class, true, false)) {
			if (qualifier(name) == null) {
				return true;
			}
		}
		return false;
	}

	private static @org.jspecify.annotations.Nullable String qualifier(String name) {
		if (name.startsWith(LlmBeanNames.PROVIDER)) {
			return name.substring(LlmBeanNames.PROVIDER.length());
		}
		if (name.startsWith(LlmBeanNames.MODE)) {
			return name.substring(LlmBeanNames.MODE.length());
		}
		return name.equals(LlmBeanNames.DEFAULT_CLIENT) ? LlmBeanNames.DEFAULT_QUALIFIER : null;
	}

}
