package io.llmprovider.protocol.bedrock;

import java.util.List;

import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;

/**
 * The options that only Bedrock's Converse has. Each is written under its own name unless
 * said otherwise.
 */
final class BedrockOptions {

	static final String ANTHROPIC_BETA = "anthropic_beta";

	static final String BASE_MODEL = "base_model";

	static final String CITATIONS = "citations";

	static final String REQUEST_FIELDS = "additionalModelRequestFields";

	static final String SERVICE_TIER = "serviceTier";

	static final String SYSTEM_TOOLS = "system_tools";

	static final String THINKING = "thinking";

	static final String TOP_K = "top_k";

	/** Written as they are. */
	static final List<String> PLAIN = List.of("additionalModelResponseFieldPaths", "guardrailConfig",
			"performanceConfig", "promptVariables", "requestMetadata");

	static final OptionSpec SPEC = OptionSpec.of(
			new Option(REQUEST_FIELDS, Type.OBJECT,
					"Fields of the model's own, beside those that the library writes; they count more."),
			new Option("additionalModelResponseFieldPaths", Type.TEXTS,
					"JSON pointers to fields of the model's own that the answer is to have, such as"
							+ " /delta/stop_sequence."),
			new Option("guardrailConfig", Type.OBJECT,
					"The guardrail: guardrailIdentifier, guardrailVersion, trace (enabled, enabled_full or"
							+ " disabled) and streamProcessingMode (sync or async)."),
			new Option("performanceConfig", Type.OBJECT, "The latency: standard or optimized."),
			new Option(SERVICE_TIER, Type.TEXT, "How the call is processed; written as an object with its type.",
					List.of("default", "flex", "priority", "reserved")),
			new Option("requestMetadata", Type.OBJECT, "Names and values for the invocation log, at most 16."),
			new Option("promptVariables", Type.OBJECT, "The variables of a prompt of Bedrock's prompt management."),
			new Option(BASE_MODEL, Type.TEXT,
					"Id of the model behind an ARN or profile whose name does not tell, such as"
							+ " anthropic.claude-sonnet-4-5-20250929-v1:0. It is not sent."),
			new Option(TOP_K, Type.INTEGER,
					"From how many of the likeliest tokens is chosen; written where the model looks for it."),
			new Option(CITATIONS, Type.FLAG, "Whether the model cites the documents of the conversation."),
			new Option(SYSTEM_TOOLS, Type.TEXTS,
					"Tools that Bedrock runs, such as nova_grounding, behind the request's own tools."),
			new Option(ANTHROPIC_BETA, Type.TEXTS, "Features of Claude that are not on for everybody."),
			new Option("effort", Type.TEXT,
					"How much work a Claude puts into the answer; counts more than the thinking level, which"
							+ " sets it where thinking is adaptive.",
					List.of("low", "medium", "high", "xhigh", "max")),
			new Option(THINKING, Type.OBJECT,
					"A Claude's thinking object as it is sent; counts more than the thinking level."),
			new Option("thinking_display", Type.TEXT,
					"Whether a Claude's thoughts are told: summarized, which is asked for where the model would"
							+ " hide them, or omitted.",
					List.of("summarized", "omitted")),
			new Option("interleaved_thinking", Type.FLAG,
					"Whether Claudes of generations 4 to 4.5 may think between tool calls; yes if left open."));

	private BedrockOptions() {
	}

}
