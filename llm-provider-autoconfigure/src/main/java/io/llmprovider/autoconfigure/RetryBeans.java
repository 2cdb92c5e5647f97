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
import io.llmprovider.provider.RetriesCustomizer;
import io.llmprovider.retry.Retries;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * The application's beans of Spring Retry that say of themselves that they are meant for
 * providers: by the qualifier {@code llm} for all of them, or by
 * {@code llm.providers.<name>} for one, which counts more. One for all may have a name of
 * ours instead, such as {@code llmRetryPolicy}. All other beans of these types are meant
 * for something else and are left alone.
 */
final class RetryBeans implements RetriesCustomizer {

	private static final String ALL = "llm";

	private final ListableBeanFactory beanFactory;

	private final List<Found<RetryPolicy>> policies;

	private final List<Found<BackOffPolicy>> backOffs;

	private final List<Found<RetryListener>> listeners;

	RetryBeans(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.policies = find(RetryPolicy.class, "llmRetryPolicy");
		this.backOffs = find(BackOffPolicy.class, "llmBackOffPolicy");
		this.listeners = find(RetryListener.class, "llmRetryListener");
		// One that cannot be used is refused even if no provider is configured yet.
		if (!this.policies.isEmpty() || !this.backOffs.isEmpty() || !this.listeners.isEmpty()) {
			customize("", Retries.builder(ALL));
		}
	}

	@Override
	public void customize(String provider, Retries.Builder retries) {
		Found<RetryPolicy> policy = single(this.policies, provider);
		if (policy != null) {
			retries.retryPolicy(policy.bean(), policy.name());
		}
		Found<BackOffPolicy> backOff = single(this.backOffs, provider);
		if (backOff != null) {
			retries.backOffPolicy(backOff.bean(), backOff.name());
		}
		List<RetryListener> own = new ArrayList<>();
		this.listeners.stream()
			.filter((listener) -> listener.isFor(ALL) || listener.isFor(LlmBeanNames.PROVIDER + provider))
			.forEach((listener) -> own.add(listener.bean()));
		AnnotationAwareOrderComparator.sort(own);
		retries.listeners(own);
	}

	/**
	 * Looks over for which providers the beans are meant.
	 * @param registry knows the providers
	 * @throws io.llmprovider.error.ConfigurationException if one of them does not exist
	 */
	void check(ProviderRegistry registry) {
		check(registry, this.policies);
		check(registry, this.backOffs);
		check(registry, this.listeners);
	}

	private static <T> void check(ProviderRegistry registry, List<Found<T>> beans) {
		for (Found<T> found : beans) {
			for (String qualifier : found.qualifiers()) {
				boolean provider = qualifier.startsWith(LlmBeanNames.PROVIDER);
				String name = provider ? qualifier.substring(LlmBeanNames.PROVIDER.length()) : qualifier;
				if (provider ? registry.find(name).isEmpty() : qualifier.startsWith(ALL + ".")) {
					Set<String> known = new TreeSet<>();
					registry.providers().stream().map(LlmProvider::name).forEach(known::add);
					String nearest = Names.nearest(name, known);
					throw PropertyPath.wrong(
							"The bean '" + found.name() + "' is qualified by '" + qualifier
									+ "', which is no provider's qualifier"
									+ ((nearest != null) ? "; did you mean '" + LlmBeanNames.PROVIDER + nearest + "'?"
											: "; configured are " + known),
							"Correct the qualifier: '" + ALL + "' for all providers, '" + LlmBeanNames.PROVIDER
									+ "<name>' for one.");
				}
			}
		}
	}

	private static <T> @Nullable Found<T> single(List<Found<T>> beans, String provider) {
		Found<T> own = single(beans, LlmBeanNames.PROVIDER + provider, "provider '" + provider + "'");
		return (own != null) ? own : single(beans, ALL, "all providers");
	}

	private static <T> @Nullable Found<T> single(List<Found<T>> beans, String qualifier, String who) {
		List<Found<T>> matching = beans.stream().filter((bean) -> bean.isFor(qualifier)).toList();
		if (matching.size() > 1) {
			throw PropertyPath.wrong(
					"Two beans of one kind are meant for the retries of " + who + ": '" + matching.get(0).name()
							+ "' and '" + matching.get(1).name() + "'",
					"Take the qualifier '" + qualifier + "' from one of them.");
		}
		return matching.isEmpty() ? null : matching.get(0);
	}

	private <T> List<Found<T>> find(Class<T> type, String name) {
		List<Found<T>> beans = new ArrayList<>();
		for (Map.Entry<String, T> bean : this.beanFactory.getBeansOfType(type).entrySet()) {
			Set<String> qualifiers = new HashSet<>();
			BeanFactoryAnnotationUtils.isQualifierMatch((qualifier) -> {
				qualifiers.add(qualifier.equals(name) ? ALL : qualifier);
				return false;
			}, bean.getKey(), this.beanFactory);
			if (qualifiers.stream().anyMatch((qualifier) -> qualifier.equals(ALL) || qualifier.startsWith(ALL + "."))) {
				beans.add(new Found<>(bean.getKey(), bean.getValue(), qualifiers));
			}
		}
		return beans;
	}

	/**
	 * A bean that is meant for providers.
	 *
	 * @param <T> what it is
	 * @param name its name
	 * @param bean the bean
	 * @param qualifiers its names and qualifiers
	 */
	private record Found<T>(String name, T bean, Set<String> qualifiers) {

		boolean isFor(String qualifier) {
			return this.qualifiers.contains(qualifier);
		}

	}

}
