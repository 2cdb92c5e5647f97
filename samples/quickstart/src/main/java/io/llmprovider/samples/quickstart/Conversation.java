package io.llmprovider.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;

/**
 * Plans with one model and acts with another, in one conversation.
 */
class Conversation {

	private static final int TOOL_ROUNDS = 2;

	private final ProviderRegistry providers;

	private final Terminal terminal;

	private final WorldClock clock = new WorldClock();

	Conversation(ProviderRegistry providers, Terminal terminal) {
		this.providers = providers;
		this.terminal = terminal;
	}

	void planAndAct(String prompt) {
		ChatRequest request = turn(Mode.PLAN,
				ChatRequest.builder().system("Make a short plan. Do not carry it out.").user(prompt).build());
		act(request.user("Carry the plan out. Use the tool where it helps."));
	}

	void chat(InputStream input) throws IOException {
		this.terminal.line("A small chat; /plan plans the next line first, an empty line or the end of input ends it.");
		BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
		ChatRequest conversation = ChatRequest.builder().build();
		this.terminal.prompt();
		for (String line = lines.readLine(); line != null && !line.isBlank(); line = lines.readLine()) {
			try {
				conversation = line.startsWith("/plan ")
						? turn(Mode.PLAN, conversation.user("Make a plan: " + line.substring(6)))
						: act(conversation.user(line));
			}
			catch (LlmException ex) {
				this.terminal.line(ex.getMessage());
			}
			this.terminal.prompt();
		}
		this.terminal.line("");
	}

	private ChatRequest act(ChatRequest start) {
		ChatRequest request = start.toBuilder().tool(this.clock.tool()).build();
		for (int round = 1; round <= TOOL_ROUNDS; round++) {
			ChatResponse response = stream(Mode.ACT, request);
			request = request.reply(response);
			if (response.toolCalls().isEmpty()) {
				return request.toBuilder().tools(start.tools()).build();
			}
			for (ToolCall call : response.toolCalls()) {
				String result = this.clock.run(call);
				this.terminal.tool(call, result);
				request = request.toolResult(call, result);
			}
		}
		// A model that would call tools for ever is asked for its last words.
		request = request.withOptions(ChatOptions.builder().toolChoice(ToolChoice.NONE).build());
		request = request.reply(stream(Mode.ACT, request));
		return request.withOptions(start.options()).toBuilder().tools(start.tools()).build();
	}

	private ChatRequest turn(Mode mode, ChatRequest request) {
		return request.reply(stream(mode, request));
	}

	private ChatResponse stream(Mode mode, ChatRequest request) {
		LlmClient client = this.providers.forMode(mode);
		this.terminal.heading(mode + " with " + client.model());
		try (Stream<StreamEvent> events = client.blocking().stream(request)) {
			ChatResponse response = events.peek(this.terminal::show)
				.filter(StreamEvent.Finished.class::isInstance)
				.map(StreamEvent.Finished.class::cast)
				.map(StreamEvent.Finished::response)
				.findFirst()
				.orElseThrow();
			this.terminal.usage(response);
			return response;
		}
	}

}
