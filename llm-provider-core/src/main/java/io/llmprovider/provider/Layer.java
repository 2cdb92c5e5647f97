package io.llmprovider.provider;

/**
 * Where a provider or one of its values comes from. A later one goes before an earlier
 * one.
 */
public enum Layer {

	/** What every provider takes where nobody says anything: {@code llm.defaults}. */
	DEFAULTS,

	/** What the library knows of a provider by its name, or a protocol of itself. */
	BUILT_IN,

	/** What the application is configured with: {@code llm.providers}. */
	CONFIGURED,

	/** A provider that the application made itself. */
	BEAN,

	/** What was registered while the application was running. */
	RUNTIME

}
