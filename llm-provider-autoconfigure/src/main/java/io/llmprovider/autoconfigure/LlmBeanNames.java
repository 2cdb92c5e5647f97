package io.llmprovider.autoconfigure;

/**
 * Names of the beans that are made of the configuration. They follow the properties, so
 * that a provider called {@code openai} never takes the name of a bean of the
 * application's; what one injects by is the qualifier, which is the plain name.
 */
final class LlmBeanNames {

	/** The registry itself. */
	static final String REGISTRY = "llmProviderRegistry";

	/**
	 * The settings as a page shows them, by the name that Spring Boot gives such beans.
	 */
	static final String PROPERTIES = "llm-io.llmprovider.autoconfigure.LlmProperties";

	/** Before the name of a provider. */
	static final String PROVIDER = "llm.providers.";

	/** Before the name of a mode. */
	static final String MODE = "llm.modes.";

	/** The client of the default model. */
	static final String DEFAULT_CLIENT = "llm.model";

	/** The qualifier of the client of the default model. */
	static final String DEFAULT_QUALIFIER = "default";

	private LlmBeanNames() {
	}

	/** Whether a bean stands for something of the configuration. */
	static boolean isOurs(String name) {
		return name.startsWith(PROVIDER) || name.startsWith(MODE) || name.equals(DEFAULT_CLIENT);
	}

}
