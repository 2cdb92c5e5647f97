package io.llmprovider.test.simulator.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;

/**
 * Chat completions on Azure, after
 * https://learn.microsoft.com/azure/ai-foundry/openai/reference. A stream begins with
 * what the content filter found in the prompt.
 */
public final class AzureCompletionsDialect extends AzureDialect {

	private static final String PROMPT_FILTER = "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\","
			+ "\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":"
			+ "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}\n\n";

	/**
	 * Creates the dialect.
	 */
	public AzureCompletionsDialect() {
		super(new OpenAiCompletionsDialect(), "/chat/completions", "/openai/deployments/");
	}

	@Override
	public String protocol() {
		return "azure-openai-completions";
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		WireAnswer plain = super.answer(request, steps, setup, pace);
		if (!request.stream()) {
			return plain;
		}
		Frame filter = Frame.of(PROMPT_FILTER.getBytes(StandardCharsets.UTF_8));
		return new WireAnswer(plain.status(), plain.headers(), plain.before(), plain.frames().startWith(filter),
				plain.ending());
	}

}
