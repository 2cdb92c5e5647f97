package io.llmprovider.test.simulator.openai;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What Azure demands of a request before its codec looks at it.
 */
public enum AzureRule implements ProviderRule {

	/** A key or a token, and not both. */
	CREDENTIALS("Every request carries a key as api-key, or a token as Bearer, and not both.",
			"https://learn.microsoft.com/azure/ai-foundry/openai/reference#authentication"),

	/** The classic surface has versions. */
	DATED_VERSION("The classic surface wants a dated api-version in the query.",
			"https://learn.microsoft.com/azure/ai-foundry/openai/reference"),

	/** The v1 surface has none. */
	NO_DATED_VERSION("The v1 surface takes no dated api-version.",
			"https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle"),

	/** The deployment is there. */
	DEPLOYMENT("The deployment is one of the resource's.",
			"https://learn.microsoft.com/azure/ai-foundry/openai/how-to/create-resource");

	private final String text;

	private final String document;

	AzureRule(String text, String document) {
		this.text = text;
		this.document = document;
	}

	@Override
	public String text() {
		return this.text;
	}

	@Override
	public String document() {
		return this.document;
	}

}
