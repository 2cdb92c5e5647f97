package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The contract on refusals: each has its type, says who refused what in which words, and
 * gives no key away.
 */
public interface FailureContract extends ContractPart {

	@Test
	default void everyStatusHasItsTypeWithTheProvidersWordsAndTheRequestsId() {
		ContractStage stage = ContractStage.scripted(subject());
		Map<Integer, Set<ErrorKind>> kinds = new TreeMap<>(Map.of(400, Set.of(ErrorKind.INVALID_REQUEST), 401,
				Set.of(ErrorKind.AUTHENTICATION), 403, Set.of(ErrorKind.PERMISSION, ErrorKind.AUTHENTICATION), 404,
				Set.of(ErrorKind.NOT_FOUND), 429, Set.of(ErrorKind.RATE_LIMIT, ErrorKind.QUOTA_EXHAUSTED), 500,
				Set.of(ErrorKind.SERVER), 502, Set.of(ErrorKind.SERVER, ErrorKind.OVERLOADED), 503,
				Set.of(ErrorKind.SERVER, ErrorKind.OVERLOADED)));
		kinds.forEach((status, possible) -> {
			stage.willAnswer(Answer.error(status, "Words number " + status));
			LlmException failure = stage.call(stage.ask("Hello")).failed();
			assertThat(failure.kind()).as("kind of status %s", status).isIn(possible);
			assertThat(failure.status()).isEqualTo(status);
			assertThat(failure.isRetryable()).as("whether status %s may be tried again", status)
				.isEqualTo(status >= 500 || status == 429);
			assertThat(failure.getMessage()).contains("Words number " + status);
			assertThat(failure.model()).contains(stage.client().model().ref());
			assertThat(failure.attempts()).isEqualTo(1);
			if (subject().lacking(ContractAbility.REQUEST_IDS) == null) {
				assertThat(failure.requestId()).as("request id of status %s", status).isNotBlank();
			}
		});
	}

	@Test
	default void refusalsCarryTheIdOfTheRequest() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.REQUEST_IDS, ContractAbility.KEYS);
		assertThat(wrongKey(stage).requestId()).isNotBlank();
	}

	@Test
	default void aRefusalOfTooManyCallsSaysHowLongToWait() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.error(429, "Slow down").header("retry-after", "7"));
		LlmException failure = stage.call(stage.ask("Hello")).failed();
		assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
	}

	@Test
	default void aWrongKeyIsRefusedByNameAndNotShown() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.KEYS);
		LlmException failure = wrongKey(stage);
		assertThat(failure.kind()).isIn(ErrorKind.AUTHENTICATION, ErrorKind.PERMISSION);
		assertThat(failure.isRetryable()).isFalse();
		assertThat(failure.toString() + failure.details().body()).doesNotContain("wrong-key-0123456789");
	}

	@Test
	default void aKeyThatTheServerRepeatsIsNotShown() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.KEYS);
		stage.willAnswer(Answer.text("Hello."));
		stage.answer(stage.ask("Hello"));
		String key = stage.receivedKey();
		for (int status : List.of(401, 500)) {
			stage.willAnswer(Answer.error(status, "Incorrect API key provided: " + key));
			LlmException failure = stage.call(stage.ask("Hello")).failed();
			assertThat(failure.status()).isEqualTo(status);
			assertThat(failure.toString() + failure.details() + failure.details().body())
				.as("a failure with status %s", status)
				.doesNotContain(key);
		}
	}

	private static LlmException wrongKey(ContractStage stage) {
		return ObservedCall
			.of(stage.client().with(CallSettings.apiKey("wrong-key-0123456789-of-the-contract")), stage.ask("Hello"),
					stage.patience())
			.failed();
	}

	@Test
	default void aModelThatDoesNotExistIsRefusedByName() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.UNKNOWN_MODELS);
		LlmException failure = stage.call(stage.ask("Hello")).failed();
		assertThat(failure.kind()).isIn(ErrorKind.NOT_FOUND, ErrorKind.INVALID_REQUEST, ErrorKind.PERMISSION);
		assertThat(failure.isRetryable()).isFalse();
		assertThat(failure.getMessage()).contains(stage.client().model().id());
	}

	@Test
	default void aConversationThatIsTooLongIsRefusedAsSuch() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.CONTEXT_OVERFLOW);
		Integer window = stage.client().model().contextWindow();
		int words = (int) (((window != null) ? window : 200_000) * 1.5) + 10_000;
		ObservedCall call = stage.call(stage.ask("word ".repeat(words)));
		if (!stage.isScripted() && call.failed().kind() == ErrorKind.RATE_LIMIT) {
			abort("the limit of tokens a minute came before that of the context window");
		}
		assertThat(call.failed().kind()).as("kind of: %s", call.failed().getMessage())
			.isEqualTo(ErrorKind.CONTEXT_OVERFLOW);
		assertThat(call.failed().isRetryable()).isFalse();
		assertThat(call.events(StreamEvent.Started.class)).isEmpty();
	}

	@Test
	default void aPageOfAProxyIsAFailureWithItsStatus() {
		ContractStage stage = ContractStage.scripted(subject());
		for (int status : List.of(502, 403, 200)) {
			stage.willAnswer(Answer.html(status));
			LlmException failure = stage.call(stage.ask("Hello")).failed();
			assertThat(failure.kind()).as("kind of a page with status %s", status)
				.isIn(ErrorKind.SERVER, ErrorKind.OVERLOADED, ErrorKind.PERMISSION, ErrorKind.AUTHENTICATION,
						ErrorKind.PROTOCOL, ErrorKind.TRUNCATED);
			assertThat(failure.getMessage()).isNotBlank();
		}
	}

}
