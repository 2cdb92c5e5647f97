package io.llmprovider.autoconfigure;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import io.llmprovider.auth.KeySupplier;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.transport.ConnectorFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * What the application has for the registry: settings, and beans of the types that the
 * registry takes. An application that sets nothing and has no such beans gets its
 * registry when it asks for it.
 * <p>
 * Spring looks all beans over for each type that it is asked for. Most applications have
 * beans of hardly any of these types, so all beans are looked over once, here, and Spring
 * is asked for those types that were seen.
 */
final class RegistryDemand {

	/** Beans that can be wrong, or that want to be there from the beginning. */
	private static final Class<?>[] EAGER = { LlmProvider.class, WireProtocol.class, ProviderRegistryCustomizer.class,
			ExchangeHook.class, RetryPolicy.class, BackOffPolicy.class, RetryListener.class };

	/** Beans that only a registry that is there anyway asks for. */
	private static final Class<?>[] LAZY = { KeySupplier.class, ConnectorFactory.class };

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	private @Nullable Set<Class<?>> seen;

	RegistryDemand(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	/**
	 * Whether anything has to be looked over when the application starts.
	 */
	boolean isAny() {
		if (isAnySet()) {
			return true;
		}
		for (Class<?> type : EAGER) {
			if (has(type)) {
				return true;
			}
		}
		return false;
	}

	private boolean isAnySet() {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (SettingTree.isIn(source) || source.getConfigurationProperty(SettingTree.ROOT) != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether there are beans of a type, those of ancestors included.
	 * @param type one of the types that the registry takes
	 * @return whether at least one bean is of it
	 */
	boolean has(Class<?> type) {
		Set<Class<?>> types = this.seen;
		if (types == null) {
			types = new HashSet<>();
			BeanFactory next = this.beanFactory;
			while (next != null) {
				look(next, types);
				next = (next instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory() : null;
			}
			this.seen = types;
		}
		return types.contains(type);
	}

	private static void look(BeanFactory beanFactory, Set<Class<?>> seen) {
		if (!(beanFactory instanceof ConfigurableListableBeanFactory listable)) {
			// It does not say what it has: Spring finds out.
			seen.addAll(Set.of(EAGER));
			seen.addAll(Set.of(LAZY));
			return;
		}
		for (Iterator<String> names = listable.getBeanNamesIterator(); names.hasNext();) {
			String name = names.next();
			Class<?> bean = LlmBeanNames.isOurs(name) ? null : type(listable, name);
			if (bean != null) {
				add(bean, EAGER, seen);
				add(bean, LAZY, seen);
			}
		}
	}

	private static void add(Class<?> bean, Class<?>[] types, Set<Class<?>> seen) {
		for (Class<?> type : types) {
			if (type.isAssignableFrom(bean)) {
				seen.add(type);
			}
		}
	}

	private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return beanFactory.getType(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			// It went while others were looked at; Spring's own look passes it over, too.
			return null;
		}
	}

}
