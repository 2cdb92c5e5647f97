package io.llmprovider.autoconfigure;

import javax.lang.model.element.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.javapoet.MethodSpec;

/**
 * Has the beans of providers and modes registered when an application starts that was
 * processed ahead of time, as its configuration may be another one by then. The beans of
 * the build are left out.
 */
final class LlmBeansAheadOfTime implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(LlmAutoConfiguration.class, true, false).length == 0) {
			return null;
		}
		return (generation, code) -> code
			.addInitializer(code.getMethods().add("registerLlmBeans", LlmBeansAheadOfTime::write).toMethodReference());
	}

	private static void write(MethodSpec.Builder method) {
		method.addJavadoc("Registers the beans of providers and modes.")
			.addModifiers(Modifier.PRIVATE)
			.addParameter(DefaultListableBeanFactory.class, BeanFactoryInitializationCode.BEAN_FACTORY_VARIABLE)
			.addParameter(Environment.class, "environment")
			.addStatement("$T.register($N, environment)", LlmBeanRegistrar.class,
					BeanFactoryInitializationCode.BEAN_FACTORY_VARIABLE);
	}

}
