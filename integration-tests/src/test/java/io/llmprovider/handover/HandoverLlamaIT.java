package io.llmprovider.handover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The conversations of {@link HandoverMatrixTests}, begun in every API with the strict
 * simulator, go on with llama.cpp's server in each of the three APIs that it speaks. Its
 * tiny models see no pictures, so these become notes. Needs LLAMA_THINK_URL and
 * LLAMA_TOOLS_URL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoverLlamaIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int SHORT = 256;

	/**
	 * Room for about fifty calls. llama.cpp lets a model go on with further calls unless
	 * it is told not to, which its Messages API cannot be told (nor a seed): this model
	 * tosses a coin after each call, and always goes on at temperature 0.
	 */
	private static final int LONG = 4096;

	/**
	 * The tool of the conversation with arguments that end soon, whatever a model says.
	 */
	private static final Tool LOOK = Tool.of("look", "Looks at something",
			"{\"type\":\"object\",\"properties\":{\"at\":{\"enum\":[\"it\",\"me\"]}},\"required\":[\"at\"],"
					+ "\"additionalProperties\":false}");

	/** The APIs and what their base URL ends in. */
	private static final Map<String, String> TARGETS = new TreeMap<>(
			Map.of("openai-completions", "/v1", "openai-responses", "/v1", "anthropic-messages", ""));

	private final Map<String, ChatRequest> conversations = new TreeMap<>();

	private @Nullable ProviderRegistry registry;

	@BeforeAll
	void converse() {
		String think = url("LLAMA_THINK_URL");
		String tools = url("LLAMA_TOOLS_URL");
		ProviderRegistryBuilder builder = ProviderRegistry.builder();
		TARGETS.forEach((api, path) -> builder.provider(provider("tools-" + api, api, tools + path, "tiny-tools"))
			.provider(provider("think-" + api, api, think + path, "tiny-think")));
		this.registry = builder.build();
		for (String api : Side.apis()) {
			try (Side source = new Side(api, "source")) {
				this.conversations.put(api, SourceConversation.with(source));
			}
		}
	}

	@AfterAll
	void close() {
		if (this.registry != null) {
			this.registry.close();
		}
	}

	@Test
	void everyConversationGoesOnWithARealServer() {
		Map<String, List<String>> table = new LinkedHashMap<>();
		List<String> red = new ArrayList<>();
		this.conversations.forEach((source, conversation) -> {
			List<String> row = new ArrayList<>();
			for (String target : TARGETS.keySet()) {
				String problem = continued(conversation, target);
				row.add((problem != null) ? problem : "goes on");
				if (problem != null) {
					red.add(source + " to " + target + ": " + problem);
				}
			}
			table.put(source, row);
		});
		print(table);
		assertThat(table).hasSizeGreaterThan(TARGETS.size());
		assertThat(red).isEmpty();
	}

	/** A picture that goes to a model of which nothing is known is not left out. */
	@Test
	void whatTheModelCannotSeeIsRefusedByTheServerAndSaid() {
		ChatRequest conversation = Objects.requireNonNull(this.conversations.get("anthropic-messages"));
		for (String api : TARGETS.keySet()) {
			try (ProviderRegistry unknowing = ProviderRegistry.builder()
				.provider(ProviderSettings.builder("unknowing")
					.api(api)
					.baseUrl(url("LLAMA_TOOLS_URL") + TARGETS.get(api))
					.build())
				.build()) {
				assertThatExceptionOfType(LlmException.class).as(api)
					.isThrownBy(() -> unknowing.client("unknowing:tiny-tools").chat(conversation).block(PATIENCE))
					.satisfies((refusal) -> assertThat(refusal).isInstanceOf(InvalidRequestException.class))
					.withMessageContaining("image");
			}
		}
	}

	/** A turn that reasons, one that calls a tool, and one that has its result. */
	private @Nullable String continued(ChatRequest conversation, String target) {
		try {
			ChatResponse thought = answer("think-" + target, conversation.withOptions(options(ToolChoice.NONE)));
			if (thought.reasoning().isBlank()) {
				return "no reasoning";
			}
			ChatRequest next = conversation.reply(thought).user("Look at it.").toBuilder().tools(List.of(LOOK)).build();
			ChatResponse calling = answer("tools-" + target, next.withOptions(oneCall()));
			if (calling.finishReason() != FinishReason.TOOL_CALLS) {
				return "no call but " + calling.finishReason();
			}
			next = next.reply(calling);
			for (ToolCall call : calling.toolCalls()) {
				next = next.toolResult(call, "A tail");
			}
			ChatResponse done = answer("tools-" + target, next.withOptions(options(ToolChoice.NONE)));
			return done.text().isBlank() ? "no words" : null;
		}
		catch (LlmException ex) {
			return ex.getMessage();
		}
	}

	private ChatResponse answer(String provider, ChatRequest request) {
		return Objects.requireNonNull(client(provider).chat(request).block(PATIENCE));
	}

	private LlmClient client(String provider) {
		String model = provider.startsWith("think") ? "tiny-think" : "tiny-tools";
		return Objects.requireNonNull(this.registry).client(provider + ":" + model);
	}

	private static ChatOptions options(ToolChoice choice) {
		return ChatOptions.builder().maxTokens(SHORT).thinking(ThinkingLevel.OFF).toolChoice(choice).build();
	}

	private static ChatOptions oneCall() {
		return options(ToolChoice.REQUIRED).toBuilder().maxTokens(LONG).parallelToolCalls(false).build();
	}

	private static ProviderSettings provider(String name, String api, String url, String model) {
		Model blind = Model.builder(name, model)
			.capabilities(new Capabilities(Set.of(Modality.TEXT), null, null, null, null, null, null, null))
			.build();
		return ProviderSettings.builder(name).api(api).baseUrl(url).models(List.of(ModelSettings.of(blind))).build();
	}

	private static String url(String variable) {
		String url = System.getenv(variable);
		assumeTrue(url != null, variable + " is not set: start llama-server.sh and export what it prints");
		return String.valueOf(url);
	}

	private static void print(Map<String, List<String>> table) {
		StringBuilder text = new StringBuilder(String.format("%-26s", "from / to llama.cpp"));
		TARGETS.keySet().forEach((target) -> text.append(String.format("%-24s", target)));
		table.forEach((source, row) -> {
			text.append(String.format("%n%-26s", source));
			row.forEach((cell) -> text.append(String.format("%-24s", cell)));
		});
		System.out.println(text);
	}

}
