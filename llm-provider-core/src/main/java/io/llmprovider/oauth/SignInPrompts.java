package io.llmprovider.oauth;

import java.net.URI;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.SignInRequiredException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What a sign-in shows to the user and asks of the user. The application implements it
 * with its own page or terminal. An implementation may block the thread that subscribes:
 * the library gives it one that may be blocked.
 */
public interface SignInPrompts {

	/**
	 * Prompts for which nobody is there: whatever is asked fails.
	 */
	SignInPrompts NOBODY = new SignInPrompts() {

		@Override
		public Mono<Void> open(URI page, @Nullable String instructions) {
			return nobody();
		}

		@Override
		public Mono<Void> show(DeviceCode code) {
			return nobody();
		}

		@Override
		public Mono<String> ask(Question question) {
			return nobody();
		}

		private <T> Mono<T> nobody() {
			return Mono.error(() -> new SignInRequiredException(
					ErrorDetails.of("The sign-in needs a user, and nobody is there to ask",
							"Sign in with SignIns.signIn, which takes prompts."),
					null));
		}

	};

	/**
	 * Opens a page in the user's browser, or shows its address.
	 * @param page the address; it is this sign-in's own and not to be logged
	 * @param instructions what to do there, or null
	 * @return completes when the user can see it
	 */
	Mono<Void> open(URI page, @Nullable String instructions);

	/**
	 * Shows a code that the user enters on another device.
	 * @param code the code and where it is entered
	 * @return completes when the user can see it
	 */
	Mono<Void> show(DeviceCode code);

	/**
	 * Asks for a text, such as a code that a page shows. The answer may be waited for
	 * beside other things: it is cancelled when it is not needed any more, because the
	 * browser has told the code itself.
	 * @param question what to ask
	 * @return the answer; empty if there is no way to ask, which is no failure
	 */
	Mono<String> ask(Question question);

	/**
	 * Says how far it is. Nothing depends on it.
	 * @param message a sentence for the user
	 * @return completes when it was said
	 */
	default Mono<Void> progress(String message) {
		return Mono.empty();
	}

	/**
	 * A question to the user.
	 *
	 * @param message what is asked
	 * @param placeholder how an answer looks, or null
	 * @param mayBeEmpty whether no text is an answer, too
	 * @param secret whether the answer is not to be shown while it is typed
	 */
	record Question(String message, @Nullable String placeholder, boolean mayBeEmpty, boolean secret) {

		/**
		 * A question whose answer is a text that may be seen.
		 * @param message what is asked
		 * @return the question
		 */
		public static Question of(String message) {
			return new Question(message, null, false, false);
		}

	}

}
