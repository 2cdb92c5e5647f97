package io.llmprovider.load;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.LlmClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the calls of a storm and compares what each of them heard with what the server
 * did.
 */
final class StormCaller {

	private final StormServer server;

	private final List<LlmClient> clients;

	private final int maxAttempts;

	private final Map<String, Integer> ends = new ConcurrentHashMap<>();

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	StormCaller(StormServer server, List<LlmClient> clients, int maxAttempts) {
		this.server = server;
		this.clients = clients;
		this.maxAttempts = maxAttempts;
	}

	/** How the calls ended, and how often. */
	Map<String, Integer> ends() {
		return new TreeMap<>(this.ends);
	}

	/** What was not as it has to be. */
	List<String> wrong() {
		return List.copyOf(this.wrong);
	}

	/** One call, by every client in turn, and in the ways in which one can ask. */
	Mono<Integer> call(int number) {
		LlmClient client = this.clients.get(number % this.clients.size());
		// One API takes no call without a system prompt.
		ChatRequest request = ChatRequest.builder().system("Be brief.").user("call " + number).build();
		int way = number / this.clients.size() % 4;
		StringBuilder heard = new StringBuilder();
		Mono<Void> end;
		if (way == 0) {
			end = client.chat(request)
				.doOnNext((response) -> answered(number, response.text(), response))
				.doOnError(LlmException.class, (failure) -> failed(number, partial(failure), failure))
				.then();
		}
		else {
			Flux<StreamEvent> events = client.stream(request);
			end = ((way == 1) ? events.limitRate(2) : events).doOnNext((event) -> hear(heard, event))
				.as(StreamEvents.response())
				.single()
				.doOnNext((response) -> answered(number, heard.toString(), response))
				.doOnError(LlmException.class, (failure) -> failed(number, heard.toString(), failure))
				.then();
		}
		return end.onErrorComplete(LlmException.class).onErrorResume((thrown) -> {
			this.wrong.add(client.model().provider() + ": " + thrown);
			return Mono.empty();
		}).thenReturn(number);
	}

	private void answered(int number, String heard, ChatResponse response) {
		List<StormPlay> plays = this.server.plays(number);
		StormPlay last = plays.get(plays.size() - 1);
		assertThat(last.fault().mayBeAnswered()).as("call %d is answered after %s", number, plays).isTrue();
		assertThat(response.text()).as("call %d", number).isEqualTo(heard);
		assertThat(heard).as("call %d, answered after %s", number, plays)
			.isEqualTo(words(number, plays.size(), last.most()));
		assertThat(response.attempts()).isEqualTo(plays.size());
		assertThat(response.warnings().isEmpty()).as("warnings of call %d: %s", number, response.warnings())
			.isEqualTo(last.most() > 0);
		ended(number, heard.isEmpty() ? "empty answer" : "answer");
	}

	private void failed(int number, String heard, LlmException failure) {
		List<StormPlay> plays = this.server.plays(number);
		StormPlay last = plays.get(plays.size() - 1);
		assertThat(last.fault().kinds()).as("call %d failed after %s: %s", number, plays, failure)
			.contains(failure.kind());
		assertThat(partial(failure)).as("what is left of call %d", number).isEqualTo(heard);
		int words = heard.length() / StormServer.words(number, 1).get(0).length();
		assertThat(words).as("words of call %d, failed after %s: %s", number, plays, heard)
			.isBetween(last.least(), last.most());
		assertThat(heard).isEqualTo(words(number, plays.size(), words));
		assertThat(failure.attempts()).isEqualTo(plays.size());
		ended(number, failure.kind() + (heard.isEmpty() ? "" : " in the middle"));
	}

	private void ended(int number, String how) {
		List<StormPlay> plays = this.server.plays(number);
		assertThat(plays).as("exchanges of call %d", number).hasSizeBetween(1, this.maxAttempts);
		assertThat(plays.subList(0, plays.size() - 1)).as("exchanges after which call %d was tried again", number)
			.allSatisfy((play) -> assertThat(play.least()).isZero());
		this.ends.merge(how, 1, Integer::sum);
	}

	private static void hear(StringBuilder heard, StreamEvent event) {
		if (event instanceof StreamEvent.TextDelta delta) {
			heard.append(delta.text());
		}
	}

	private static String partial(LlmException failure) {
		return failure.partialResponse().map(ChatResponse::text).orElse("");
	}

	private static String words(int number, int exchange, int count) {
		return String.join("", StormServer.words(number, exchange).subList(0, count));
	}

}
