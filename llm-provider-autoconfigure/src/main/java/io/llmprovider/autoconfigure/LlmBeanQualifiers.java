package io.llmprovider.autoconfigure;

import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
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
			if (qualifier != null) {
				// As "meta" in XML; a qualifier of the definition's own cannot be
				// processed ahead of time.
				BeanDefinition bean = beanFactory.getBeanDefinition(name);
				bean.setAttribute(AutowireCandidateQualifier.VALUE_KEY, qualifier);
				if (isOurs(bean)) {
					passOverListeners(bean);
				}
			}
		}
		if (beanFactory.containsBeanDefinition(LlmBeanNames.REGISTRY)) {
			passOverListeners(beanFactory.getBeanDefinition(LlmBeanNames.REGISTRY));
		}
		if (beanFactory.containsBeanDefinition(LlmBeanNames.PROPERTIES)) {
			// They are bound when somebody looks at them.
			beanFactory.getBeanDefinition(LlmBeanNames.PROPERTIES).setLazyInit(true);
		}
		if (beanFactory.containsBeanDefinition(LlmBeanNames.DEFAULT_CLIENT) && !hasOtherClient(beanFactory)) {
			BeanDefinition client = beanFactory.getBeanDefinition(LlmBeanNames.DEFAULT_CLIENT);
			client.setFallback(false);
		}
	}

	/**
	 * Spring looks for event listeners among the methods of each bean's class, and loads
	 * all classes that these methods speak of. There are none among ours, so it need not.
	 */
	private static void passOverListeners(BeanDefinition bean) {
		bean.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
	}

	/** One that an application has put in place of ours has a class of its own. */
	private static boolean isOurs(BeanDefinition bean) {
		String type = bean.getBeanClassName();
		return LlmProvider.class.getName().equals(type) || LlmClient.class.getName().equals(type);
	}

	private static boolean hasOtherClient(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanNamesForType(LlmClient.class, true, false)) {
			if (qualifier(name) == null) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String qualifier(String name) {
		if (name.startsWith(LlmBeanNames.PROVIDER)) {
			return name.substring(LlmBeanNames.PROVIDER.length());
		}
		if (name.startsWith(LlmBeanNames.MODE)) {
			return name.substring(LlmBeanNames.MODE.length());
		}
		return name.equals(LlmBeanNames.DEFAULT_CLIENT) ? LlmBeanNames.DEFAULT_QUALIFIER : null;
	}

}
