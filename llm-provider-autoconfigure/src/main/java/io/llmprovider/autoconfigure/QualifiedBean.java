package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.llmprovider.json.Names;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/**
 * A bean that says by its qualifiers which providers it is meant for: {@code llm} for all
 * of them, {@code llm.providers.<name>} for one.
 *
 * @param <T> what it is
 * @param name its name
 * @param bean the bean
 * @param qualifiers its names and qualifiers
 */
record QualifiedBean<T>(String name, T bean, Set<String> qualifiers) {

	/** The qualifier of what is meant for all providers. */
	static final String ALL = "llm";

	/**
	 * All beans of a type.
	 * @param <T> what they are
	 * @param beanFactory has them
	 * @param type the type
	 * @param nameForAll a name that means what the qualifier for all providers does
	 * @return the beans, whatever their qualifiers
	 */
	static <T> List<QualifiedBean<T>> all(ListableBeanFactory beanFactory, Class<T> type, String nameForAll) {
		List<QualifiedBean<T>> beans = new ArrayList<>();
		for (Map.Entry<String, T> bean : beanFactory.getBeansOfType(type).entrySet()) {
			Set<String> qualifiers = new HashSet<>();
			BeanFactoryAnnotationUtils.isQualifierMatch((qualifier) -> {
				qualifiers.add(qualifier.equals(nameForAll) ? ALL : qualifier);
				return false;
			}, bean.getKey(), beanFactory);
			beans.add(new QualifiedBean<>(bean.getKey(), bean.getValue(), qualifiers));
		}
		return beans;
	}

	boolean isFor(String qualifier) {
		return this.qualifiers.contains(qualifier);
	}

	boolean isForProviders() {
		return this.qualifiers.stream()
			.anyMatch((qualifier) -> qualifier.equals(ALL) || qualifier.startsWith(ALL + "."));
	}

	/**
	 * The providers that it names.
	 */
	List<String> providers() {
		return this.qualifiers.stream()
			.filter((qualifier) -> qualifier.startsWith(LlmBeanNames.PROVIDER))
			.map((qualifier) -> qualifier.substring(LlmBeanNames.PROVIDER.length()))
			.sorted()
			.toList();
	}

	/**
	 * Looks over for which providers the bean is meant.
	 * @param registry knows the providers
	 * @throws io.llmprovider.error.ConfigurationException if one of them does not exist
	 */
	void check(ProviderRegistry registry) {
		for (String qualifier : this.qualifiers) {
			boolean provider = qualifier.startsWith(LlmBeanNames.PROVIDER);
			String named = provider ? qualifier.substring(LlmBeanNames.PROVIDER.length()) : qualifier;
			if (provider ? registry.find(named).isEmpty() : qualifier.startsWith(ALL + ".")) {
				Set<String> known = new TreeSet<>();
				registry.providers().stream().map(LlmProvider::name).forEach(known::add);
				String nearest = Names.nearest(named, known);
				throw PropertyPath.wrong(
						"The bean '" + this.name + "' is qualified by '" + qualifier
								+ "', which is no provider's qualifier"
								+ ((nearest != null) ? "; did you mean '" + LlmBeanNames.PROVIDER + nearest + "'?"
										: "; configured are " + known),
						"Correct the qualifier: '" + ALL + "' for all providers, '" + LlmBeanNames.PROVIDER
								+ "<name>' for one.");
			}
		}
	}

}
