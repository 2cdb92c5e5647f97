package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.RetriesCustomizer;
import io.llmprovider.retry.Retries;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
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

	private static final String ALL = QualifiedBean.ALL;

	private final ListableBeanFactory beanFactory;

	private final List<QualifiedBean<RetryPolicy>> policies;

	private final List<QualifiedBean<BackOffPolicy>> backOffs;

	private final List<QualifiedBean<RetryListener>> listeners;

	RetryBeans(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.policies = find(RetryPolicy.class, "llmRetryPolicy");
		this.backOffs = find(BackOffPolicy.class, "llmBackOffPolicy");
		this.listeners = find(RetryListener.class, "llmRetryListener");
		// One that cannot be used is refused even if no provider is configured yet.
		if (!isEmpty()) {
			customize("", Retries.builder(ALL));
		}
	}

	/**
	 * Whether the application has none.
	 */
	boolean isEmpty() {
		return this.policies.isEmpty() && this.backOffs.isEmpty() && this.listeners.isEmpty();
	}

	@Override
	public void customize(String provider, Retries.Builder retries) {
		QualifiedBean<RetryPolicy> policy = single(this.policies, provider);
		if (policy != null) {
			retries.retryPolicy(policy.bean(), policy.name());
		}
		QualifiedBean<BackOffPolicy> backOff = single(this.backOffs, provider);
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
		check(this.policies, registry);
		check(this.backOffs, registry);
		check(this.listeners, registry);
	}

	private static <T> void check(List<QualifiedBean<T>> beans, ProviderRegistry registry) {
		for (QualifiedBean<T> bean : beans) {
			bean.check(registry);
		}
	}

	private static <T> @Nullable QualifiedBean<T> single(List<QualifiedBean<T>> beans, String provider) {
		QualifiedBean<T> own = single(beans, LlmBeanNames.PROVIDER + provider, "provider '" + provider + "'");
		return (own != null) ? own : single(beans, ALL, "all providers");
	}

	private static <T> @Nullable QualifiedBean<T> single(List<QualifiedBean<T>> beans, String qualifier, String who) {
		List<QualifiedBean<T>> matching = beans.stream().filter((bean) -> bean.isFor(qualifier)).toList();
		if (matching.size() > 1) {
			throw PropertyPath.wrong(
					"Two beans of one kind are meant for the retries of " + who + ": '" + matching.get(0).name()
							+ "' and '" + matching.get(1).name() + "'",
					"Take the qualifier '" + qualifier + "' from one of them.");
		}
		return matching.isEmpty() ? null : matching.get(0);
	}

	private <T> List<QualifiedBean<T>> find(Class<T> type, String name) {
		List<QualifiedBean<T>> found = new ArrayList<>();
		for (QualifiedBean<T> bean : QualifiedBean.all(this.beanFactory, type, name)) {
			if (bean.isForProviders()) {
				found.add(bean);
			}
		}
		return found;
	}

}
