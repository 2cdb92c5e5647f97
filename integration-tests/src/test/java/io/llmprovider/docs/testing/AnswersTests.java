package io.llmprovider.docs.testing;

import java.time.Duration;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Tool;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.OverloadedException;
import io.llmprovider.error.ProtocolException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.error.TransportException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.junit.LlmTest;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.Script;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.Test;

import static io.llmprovider.test.simulator.RequestMatch.offersTool;
import static io.llmprovider.test.simulator.RequestMatch.toolResult;
import static io.llmprovider.test.simulator.RequestMatch.userSays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@LlmTest
class AnswersTests {

	private static final ChatRequest LOOK = ChatRequest.builder()
		.user("Look around")
		.tools(java.util.List.of(Tool.of("look", "Looks around", "{\"type\": \"object\", \"properties\": {}}")))
		.build();

	private static void converses(ProviderRegistry providers) {
		LlmClient client = providers.client("anthropic:claude-sonnet-5");
		ChatResponse call = client.blocking().chat(LOOK);
		assertThat(call.toolCalls()).singleElement().matches((tool) -> tool.name().equals("look"));
		ChatRequest next = LOOK.reply(call).toolResult(call.toolCalls().get(0), "a door");
		assertThat(client.blocking().chat(next).text()).startsWith("There is a door");
	}

	@Test
	void answersComeInOrder(LlmSimulator simulator, ProviderRegistry providers) {
		simulator.enqueue(Answer.builder()
			.reasoning("I should look first.")
			.toolCall("look", "{\"direction\": \"north\"}")
			.build(), Answer.text("There is a door."));
		converses(providers);
	}

	@Test
	void aConversationIsScriptedByWhatIsAsked(LlmSimulator simulator, ProviderRegistry providers) {
		simulator.script(Script.when(toolResult("door"), Answer.text("There is a door in the north."))
			.when(offersTool("look"), Answer.toolCall("look", "{\"direction\": \"north\"}"))
			.otherwise(Script.echo()));
		converses(providers);
		simulator.script((request) -> Answer.text(request.model()));
		assertThat(providers.client("openai:gpt-5.5").blocking().chat(LOOK).text()).isEqualTo("gpt-5.5");
	}

	@Test
	void failuresAreMadeOnTheWire(LlmSimulator simulator, ProviderRegistry providers) {
		simulator.enqueue(Answer.error(529, "Overloaded").header("Retry-After", "1"));
		simulator.enqueue(Answer.expiredToken());
		simulator.enqueue(Answer.text("too late").delayed(Duration.ofMinutes(5)));
		simulator.enqueue(Answer.text("cut off here").cutAfter(200));
		simulator.enqueue(Answer.builder().text("no end").unfinished().build());
		simulator.enqueue(Answer.builder().text("broken").event("{nonsense").build());
		assertFails(OverloadedException.class, providers, TimeoutSettings.NONE);
		assertFails(AuthenticationException.class, providers, TimeoutSettings.NONE);
		assertFails(TimeoutException.class, providers, new TimeoutSettings(null, Duration.ofMillis(100), null, null));
		assertFails(TransportException.class, providers, TimeoutSettings.NONE);
		assertFails(TruncatedStreamException.class, providers, TimeoutSettings.NONE);
		assertFails(ProtocolException.class, providers, TimeoutSettings.NONE);
		assertThat(simulator.exchangeCount()).isEqualTo(6);
	}

	private static void assertFails(Class<? extends LlmException> type, ProviderRegistry providers,
			TimeoutSettings limits) {
		LlmClient client = providers.client("anthropic:claude-sonnet-5")
			.with(CallSettings.builder().retry(RetrySettings.once()).timeouts(limits).build());
		assertThatExceptionOfType(type).isThrownBy(() -> client.blocking().chat(LOOK));
	}

	@Test
	void whatHadArrivedIsKeptWhenTheStreamBreaks(LlmSimulator simulator, ProviderRegistry providers) {
		simulator.enqueue(Answer.builder().text("The exit is").close().build());
		LlmClient client = providers.client("anthropic:claude-sonnet-5");

		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> client.blocking().chat(ChatRequest.of("Where is the exit?")))
			.satisfies(
					(failure) -> assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("The exit is"));
	}

	@Test
	void whatWasSentCanBeLookedAt(LlmSimulator simulator, ProviderRegistry providers) {
		new Planner(providers.client("anthropic:claude-sonnet-5")).plan("find the exit");
		SimulatedRequest chat = simulator.chats().get(0);
		assertThat(chat.model()).isEqualTo("claude-sonnet-5");
		assertThat(chat.messages()).extracting(SimulatedMessage::role).containsExactly("user");
		assertThat(chat).matches(userSays("find the exit").and(offersTool("look").negate()));
		assertThat(chat.json().at("/max_tokens").asInt()).isPositive();
		assertThat(chat.received().header("x-api-key")).isEqualTo("simulated-key");
	}

}
