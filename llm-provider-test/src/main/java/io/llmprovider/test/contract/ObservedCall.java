package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.LlmClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that is over: its events, which follow the grammar, and how it ended.
 *
 * @param events all that came
 * @param failure what ended it, or null if it ended well
 */
record ObservedCall(List<StreamEvent> events, @Nullable Throwable failure) {

	static ObservedCall of(LlmClient client, ChatRequest request, Duration patience) {
		List<StreamEvent> events = Collections.synchronizedList(new ArrayList<>());
		Throwable failure = client.stream(request)
			.doOnNext(events::add)
			.then(Mono.<Throwable>empty())
			.onErrorResume(Mono::just)
			.block(patience);
		ObservedCall call = new ObservedCall(List.copyOf(events), failure);
		assertThat(EventGrammar.violations(call.events, failure)).as("rules of the events' grammar that are broken")
			.isEmpty();
		return call;
	}

	/** The answer, or the test fails with what came instead. */
	ChatResponse response() {
		if (this.failure != null) {
			throw new AssertionError("The call failed: " + this.failure.getMessage(), this.failure);
		}
		return ((StreamEvent.Finished) this.events.get(this.events.size() - 1)).response();
	}

	/** The failure, which has to be one of ours. */
	LlmException failed() {
		assertThat(this.failure).as("the failure of a call that ended with %s events", this.events.size())
			.isInstanceOf(LlmException.class);
		return (LlmException) Objects.requireNonNull(this.failure);
	}

	<T extends StreamEvent> List<T> events(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

}
