package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.hook.ExchangeHook;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The application's hooks: all beans of the type, in their order. One that is qualified
 * by {@code llm.providers.<name>} is for that provider only.
 */
final class HookBeans {

	private final List<QualifiedBean<ExchangeHook>> beans = new ArrayList<>();

	HookBeans(ListableBeanFactory beanFactory) {
		List<QualifiedBean<ExchangeHook>> all = QualifiedBean.all(beanFactory, ExchangeHook.class, "llmExchangeHook");
		if (all.isEmpty()) {
			return;
		}
		// An order that stands on a bean's method is known to the bean factory only.
		beanFactory.getBeanProvider(ExchangeHook.class)
			.orderedStream()
			.forEach((hook) -> all.stream().filter((bean) -> bean.bean() == hook).forEach(this.beans::add));
	}

	void addTo(ProviderRegistryBuilder builder) {
		for (QualifiedBean<ExchangeHook> each : this.beans) {
			List<String> providers = each.providers();
			if (providers.isEmpty()) {
				builder.hook(each.bean());
			}
			providers.forEach((provider) -> builder.hook(provider, each.bean()));
		}
	}

	/**
	 * Looks over for which providers the hooks are meant.
	 * @param registry knows the providers
	 * @throws io.llmprovider.error.ConfigurationException if one of them does not exist
	 */
	void check(ProviderRegistry registry) {
		for (QualifiedBean<ExchangeHook> bean : this.beans) {
			bean.check(registry);
		}
	}

}
