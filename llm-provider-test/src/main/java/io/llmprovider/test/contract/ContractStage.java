package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * One test of the contract: whether it can be run at all, and its calls.
 */
final class ContractStage {

	private static final List<String> KEY_HEADERS = List.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

	private final ContractSubject subject;

	private final LlmClient client;

	private final @Nullable LlmSimulator simulator;

	private ContractStage(ContractSubject subject, LlmClient client) {
		this.subject = subject;
		this.client = client;
		this.simulator = subject.simulator();
	}

	/**
	 * Prepares a test.
	 * @param subject what is tested
	 * @param abilities what the test needs; the last one that has a client of its own
	 * decides which client is called
	 */
	static ContractStage of(ContractSubject subject, ContractAbility... abilities) {
		LlmClient client = subject.client();
		for (ContractAbility ability : abilities) {
			String reason = subject.lacking(ability);
			if (reason != null) {
				abort("needs " + ability.words() + ": " + reason);
			}
			LlmClient own = subject.client(ability);
			client = (own != subject.client()) ? own : client;
		}
		return new ContractStage(subject, client);
	}

	/**
	 * Prepares a test whose server has to do as it is told.
	 */
	static ContractStage scripted(ContractSubject subject, ContractAbility... abilities) {
		ContractStage stage = of(subject, abilities);
		if (stage.simulator == null) {
			abort("needs a server that does as it is told: no simulator was given");
		}
		LlmClient once = stage.client.with(CallSettings.builder().retry(RetrySettings.once()).build());
		return new ContractStage(subject, once);
	}

	LlmClient client() {
		return this.client;
	}

	Duration patience() {
		return this.subject.patience();
	}

	boolean isScripted() {
		return this.simulator != null;
	}

	LlmSimulator simulator() {
		return Objects.requireNonNull(this.simulator, "simulator");
	}

	/** Tells the server what to answer, if it is one that can be told. */
	ContractStage willAnswer(Answer... answers) {
		if (this.simulator != null) {
			this.simulator.enqueue(answers);
		}
		return this;
	}

	/** Options that make the model call a tool, where that can be done. */
	ChatOptions calling(ToolChoice choice) {
		boolean can = this.subject.lacking(ContractAbility.TOOL_CHOICE) == null;
		return can ? options().toBuilder().toolChoice(choice).build() : options();
	}

	/** Leaves the test out if a real model did not do what it may but need not do. */
	void assumeCalls(ChatResponse response) {
		if (this.simulator == null && response.toolCalls().isEmpty()
				&& this.subject.lacking(ContractAbility.TOOL_CHOICE) != null) {
			abort("the model called no tool, and cannot be made to");
		}
	}

	ChatOptions options() {
		return ChatOptions.builder().maxTokens(this.subject.outputLimit()).build();
	}

	ChatRequest ask(String text) {
		return ChatRequest.of(text).withOptions(options());
	}

	ChatRequest.Builder request() {
		return ChatRequest.builder().options(options());
	}

	/** Streams, and checks the grammar of the events whatever they are. */
	ObservedCall call(ChatRequest request) {
		return ObservedCall.of(this.client, request, patience());
	}

	/** The answer, or the test fails. */
	ChatResponse answer(ChatRequest request) {
		return call(request).response();
	}

	ChatResponse chat(ChatRequest request) {
		return Objects.requireNonNull(this.client.chat(request).block(patience()), "chat() gave no answer");
	}

	/** What the server has read last; only where it can be asked. */
	SimulatedRequest received() {
		SimulatedRequest last = null;
		for (SimulatedRequest each : simulator().chats()) {
			last = each;
		}
		assertThat(last).as("a request that the server accepted").isNotNull();
		return Objects.requireNonNull(last);
	}

	/** The key that came with the last request, in whichever header such things come. */
	String receivedKey() {
		ReceivedRequest request = received().received();
		for (String name : KEY_HEADERS) {
			String value = request.header(name);
			if (value != null) {
				return value.startsWith("Bearer ") ? value.substring(7) : value;
			}
		}
		return abort("needs a key in one of the headers " + KEY_HEADERS);
	}

	/** All text of one role that the server has read last. */
	String receivedText(String role) {
		StringBuilder text = new StringBuilder();
		for (SimulatedMessage message : received().messages()) {
			if (message.role().equals(role)) {
				text.append(message.text()).append('\n');
			}
		}
		return text.toString();
	}

	/** All text that the server has read last, in its order. */
	String receivedText() {
		return received().messages().stream().map(SimulatedMessage::text).collect(Collectors.joining("\n"));
	}

	/** How many images the server has read last, each of which must be the red one. */
	int receivedImages() {
		int images = received().messages().stream().mapToInt(SimulatedMessage::images).sum();
		String body = received().received().bodyText();
		assertThat(body.split(ContractTools.RED_IN_BASE64, -1)).as("the image in the request")
			.hasSizeGreaterThan(images);
		return images;
	}

}
