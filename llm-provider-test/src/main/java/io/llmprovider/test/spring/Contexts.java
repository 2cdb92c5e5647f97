package io.llmprovider.test.spring;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Contexts that take beans.
 */
final class Contexts {

	private Contexts() {
	}

	static GenericApplicationContext generic(ConfigurableApplicationContext context) {
		if (context instanceof GenericApplicationContext generic) {
			return generic;
		}
		throw new IllegalStateException("A context of " + context.getClass().getName()
				+ " takes no beans, so its providers cannot be redirected");
	}

}
