package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/**
 * Registers a bean for each provider and each mode of the configuration, and one for the
 * default model. It binds names only: all else is read when the registry is built, so
 * that mistakes are reported from there. The beans are made when they are injected, as a
 * customizer may have taken a provider out of the registry.
 * <p>
 * An application that was processed ahead of time takes its providers from the
 * configuration it is started with, see {@link LlmBeansAheadOfTime}. For the code that is
 * generated there this class is public, and for nothing else.
 */
public final class LlmBeanRegistrar implements ImportBeanDefinitionRegistrar {

	private final DefaultListableBeanFactory beanFactory;

	private final Environment environment;

	LlmBeanRegistrar(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = (DefaultListableBeanFactory) beanFactory;
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		register(this.beanFactory, this.environment);
	}

	/**
	 * Registers the beans.
	 * @param beanFactory where to
	 * @param environment says which providers and modes there are
	 */
	public static void register(DefaultListableBeanFactory beanFactory, Environment environment) {
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (SettingTree.isIn(source)) {
				sources.add(source);
			}
		}
		for (String name : names(sources, "llm.providers")) {
			if (isEnabled(environment, sources, name)) {
				RootBeanDefinition bean = bean(LlmProvider.class, name, "Provider '" + name + "' of llm.providers");
				bean.setInstanceSupplier(new ConfiguredProvider(beanFactory, name));
				beanFactory.registerBeanDefinition(LlmBeanNames.PROVIDER + name, bean);
			}
		}
		Set<String> modes = new HashSet<>();
		for (String name : names(sources, "llm.modes")) {
			String mode = Mode.of(name).name();
			if (!modes.add(mode)) {
				// In capitals in a file, without them in a variable.
				continue;
			}
			RootBeanDefinition bean = bean(LlmClient.class, mode, "Client of mode '" + name + "' of llm.modes");
			bean.setInstanceSupplier(new ConfiguredClient(beanFactory, mode));
			beanFactory.registerBeanDefinition(LlmBeanNames.MODE + mode, bean);
		}
		if (StringUtils.hasText(environment.getProperty("llm.model"))) {
			RootBeanDefinition bean = bean(LlmClient.class, LlmBeanNames.DEFAULT_QUALIFIER,
					"Client of the default model, llm.model");
			bean.setInstanceSupplier(new ConfiguredClient(beanFactory, null));
			beanFactory.registerBeanDefinition(LlmBeanNames.DEFAULT_CLIENT, bean);
			DefaultClientRank.register(beanFactory);
		}
		if (beanFactory.containsBeanDefinition(LlmBeanNames.REGISTRY)) {
			passOverListeners(beanFactory.getBeanDefinition(LlmBeanNames.REGISTRY));
		}
	}

	/**
	 * A bean that is selected by {@code @Qualifier} with a plain name. An alias would
	 * take that name from the application's own beans.
	 */
	private static RootBeanDefinition bean(Class<?> type, String qualifier, String description) {
		RootBeanDefinition bean = new RootBeanDefinition(type);
		bean.setFallback(true);
		bean.setLazyInit(true);
		bean.setDescription(description);
		// As "meta" in XML.
		bean.setAttribute(AutowireCandidateQualifier.VALUE_KEY, qualifier);
		bean.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		passOverListeners(bean);
		return bean;
	}

	/**
	 * Spring looks for event listeners among the methods of each bean's class, and loads
	 * all classes that these methods speak of. There are none among ours, so it need not.
	 */
	private static void passOverListeners(BeanDefinition bean) {
		bean.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
	}

	private static boolean isEnabled(Environment environment, List<ConfigurationPropertySource> sources,
			String provider) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of("llm.providers")
			.append("[" + provider + "].enabled");
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(name) != null) {
				return Binder.get(environment).bind(name, Bindable.of(Boolean.class)).orElse(true);
			}
		}
		return true;
	}

	/**
	 * The elements that follow a property's name, as they are written. Binding a map
	 * would read all that is below them as well.
	 */
	private static Set<String> names(List<ConfigurationPropertySource> sources, String property) {
		ConfigurationPropertyName parent = ConfigurationPropertyName.of(property);
		Set<String> names = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				for (ConfigurationPropertyName name : iterable) {
					if (parent.isAncestorOf(name)) {
						names.add(name.getElement(parent.getNumberOfElements(), Form.ORIGINAL));
					}
				}
			}
		}
		return names;
	}

	/** How the bean of a provider is got. */
	private record ConfiguredProvider(BeanFactory beanFactory, String name) implements Supplier<LlmProvider> {

		@Override
		public LlmProvider get() {
			return LiveProvider.of(this.beanFactory.getBean(ProviderRegistry.class), this.name);
		}

	}

	/** The same of a client: that of a mode, or that of the default model. */
	private record ConfiguredClient(BeanFactory beanFactory, @Nullable String mode) implements Supplier<LlmClient> {

		@Override
		public LlmClient get() {
			ProviderRegistry registry = this.beanFactory.getBean(ProviderRegistry.class);
			return (this.mode != null) ? registry.forMode(this.mode) : registry.client();
		}

	}

}
