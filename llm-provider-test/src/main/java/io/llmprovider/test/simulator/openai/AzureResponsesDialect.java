package io.llmprovider.test.simulator.openai;

/**
 * Responses on Azure, after
 * https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses.
 */
public final class AzureResponsesDialect extends AzureDialect {

	/**
	 * Creates the dialect.
	 */
	public AzureResponsesDialect() {
		super(new OpenAiResponsesDialect(), "/responses", "/openai/responses");
	}

	@Override
	public String protocol() {
		return "azure-openai-responses";
	}

}
