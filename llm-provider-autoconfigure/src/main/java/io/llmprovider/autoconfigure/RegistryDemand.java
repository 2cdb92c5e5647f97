package io.llmprovider.autoconfigure;

import java.util.List;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.provider.hook.ExchangeHook;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * Whether anything has to be looked over when the application starts. An application that
 * sets nothing and has no beans for the registry gets its registry when it asks for it.
 */
final class RegistryDemand {

	/** Beans that can be wrong, or that want to be there from the beginning. */
	private static final List<Class<?>> TYPES = List.of(LlmProvider.class, WireProtocol.class,
			ProviderRegistryCustomizer.class, ExchangeHook.class, RetryPolicy.class, BackOffPolicy.class,
			RetryListener.class);

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	RegistryDemand(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	boolean isAny() {
		return isAnySet() || isAnyBean();
	}

	private boolean isAnySet() {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source.containsDescendantOf(SettingTree.ROOT) != ConfigurationPropertyState.ABSENT
					|| source.getConfigurationProperty(SettingTree.ROOT) != null) {
				return true;
			}
		}
		return false;
	}

	private boolean isAnyBean() {
		for (Class<?> type : TYPES) {
			if (BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type).length > 0) {
				return true;
			}
		}
		return false;
	}

}
