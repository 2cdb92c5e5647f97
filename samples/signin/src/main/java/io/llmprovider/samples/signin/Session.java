package io.llmprovider.samples.signin;

import java.util.Optional;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.SignInStatus;
import io.llmprovider.oauth.SignInStatus.State;
import io.llmprovider.oauth.SignIns;
import io.llmprovider.provider.ProviderRegistry;
import reactor.core.publisher.Mono;

/**
 * What the user does here: signs in, talks, signs out.
 */
class Session {

	private final ProviderRegistry providers;

	private final SignIns signIns;

	private final Terminal terminal;

	private final String provider;

	Session(ProviderRegistry providers, Terminal terminal) {
		this.providers = providers;
		this.signIns = providers.signIns();
		this.terminal = terminal;
		this.provider = this.signIns.providers()
			.stream()
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No provider has llm.providers.<name>.oauth.flow"));
	}

	/**
	 * Signs the user in, unless credentials are kept from an earlier time.
	 * @param scripted whether nobody is there, and the page is answered by this program
	 * @return whether somebody is signed in
	 */
	boolean signIn(boolean scripted) {
		State state = this.signIns.status(this.provider).blockOptional().map(SignInStatus::state).orElseThrow();
		if (state == State.SIGNED_IN || state == State.REFRESH_DUE) {
			this.terminal.line("Still signed in at " + this.provider + ".");
			return true;
		}
		Mono<SignInStatus> signIn = this.signIns.signIn(this.provider, new TerminalPrompts(this.terminal, scripted));
		if (!scripted) {
			// A user who has closed the terminal has left: the sign-in is cancelled.
			signIn = signIn.takeUntilOther(this.terminal.closed());
		}
		try {
			Optional<SignInStatus> status = signIn.blockOptional();
			this.terminal.line(status.map((signedIn) -> "Signed in at " + signedIn.login() + ".")
				.orElse("Standard input has ended: nobody is there to sign in. With --approve nobody has to be."));
			return status.isPresent();
		}
		catch (LlmException ex) {
			this.terminal.line(String.valueOf(ex.getMessage()));
			return false;
		}
	}

	void chat() {
		this.terminal.line("An empty line or the end of input ends the chat.");
		ChatRequest conversation = say(ChatRequest.of("Say hello."));
		for (String line = this.terminal.read(); line != null && !line.isBlank(); line = this.terminal.read()) {
			conversation = say(conversation.user(line));
		}
	}

	void signOut() {
		this.signIns.signOut(this.provider).block();
		this.terminal.line("Signed out at " + this.provider + ".");
	}

	private ChatRequest say(ChatRequest request) {
		try (Stream<StreamEvent> events = this.providers.client().blocking().stream(request)) {
			ChatResponse response = events.peek(this.terminal::show)
				.filter(StreamEvent.Finished.class::isInstance)
				.map(StreamEvent.Finished.class::cast)
				.map(StreamEvent.Finished::response)
				.findFirst()
				.orElseThrow();
			return request.reply(response);
		}
		catch (LlmException ex) {
			this.terminal.line(String.valueOf(ex.getMessage()));
			return request;
		}
	}

}
