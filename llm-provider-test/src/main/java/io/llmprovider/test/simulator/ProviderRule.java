package io.llmprovider.test.simulator;

import java.util.Locale;

/**
 * Something that a provider demands of a request. Each {@link Dialect} has an enum of
 * those it checks, so that they can be listed, and each refusal names the one that was
 * broken.
 */
public interface ProviderRule {

	/**
	 * The name of the enum constant.
	 * @return for example {@code FIRST_MESSAGE_IS_USER}
	 */
	String name();

	/**
	 * What tells this rule from others of the same dialect.
	 * @return for example {@code first-message-is-user}
	 */
	default String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * What is demanded.
	 * @return one sentence
	 */
	String text();

	/**
	 * Where the provider says so, or, for what its documents leave out, where its server
	 * was seen to.
	 * @return an address
	 */
	String document();

}
