package io.llmprovider.autoconfigure;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Of which types the application has beans. Spring looks all beans over for each type
 * that it is asked for; most applications have beans of hardly any of them, so all beans
 * are looked over once, here, and Spring is asked for those types that were seen.
 */
final class BeanTypes {

	private final Set<Class<?>> seen = new HashSet<>();

	/**
	 * Looks all beans over, those of ancestors too.
	 * @param beanFactory has them
	 * @param types the types that matter
	 */
	BeanTypes(ListableBeanFactory beanFactory, Class<?>... types) {
		BeanFactory next = beanFactory;
		while (next != null) {
			look(next, types);
			next = (next instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory() : null;
		}
	}

	/**
	 * Whether there are beans of a type.
	 * @param type one of the types that matter
	 * @return whether at least one bean is of it
	 */
	boolean has(Class<?> type) {
		return this.seen.contains(type);
	}

	private void look(BeanFactory beanFactory, Class<?>[] types) {
		if (!(beanFactory instanceof ConfigurableListableBeanFactory listable)) {
			// It does not say what it has: Spring finds out.
			this.seen.addAll(Set.of(types));
			return;
		}
		for (Iterator<String> names = listable.getBeanNamesIterator(); names.hasNext();) {
			Class<?> bean = type(listable, names.next());
			if (bean != null) {
				for (Class<?> type : types) {
					if (type.isAssignableFrom(bean)) {
						this.seen.add(type);
					}
				}
			}
		}
	}

	private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return beanFactory.getType(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			// It went while others were looked at, which Spring's own look passes over,
			// too.
			return null;
		}
	}

}
