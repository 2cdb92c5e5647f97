package io.llmprovider.oauth.standard;

import java.time.Duration;

import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.SignInPrompts;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/**
 * The user enters a code on another device while the application asks whether it has been
 * entered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>
 */
final class DeviceCodeFlow extends StandardFlow {

	private static final Duration SLOWER = Duration.ofSeconds(5);

	DeviceCodeFlow(FlowContext context) {
		super(context);
	}

	@Override
	Mono<OAuthCredentials> signIn(Endpoints endpoints, SignInPrompts prompts) {
		return this.tokens.deviceCode(endpoints)
			.map((json) -> DeviceAuthorization.of(json, this.context.clock(), this.failures))
			.flatMap((given) -> prompts.show(given.shown())
				.then(ask(endpoints, given))
				.timeout(given.life(), Mono
					.error(() -> this.failures.refusal("expired_token", "The code was not entered in time", null))));
	}

	private Mono<OAuthCredentials> ask(Endpoints endpoints, DeviceAuthorization given) {
		return Mono.defer(() -> {
			Pace pace = new Pace(given.shown().interval());
			// Waits first: nobody has entered anything yet.
			return Mono.defer(() -> Mono.delay(pace.interval))
				.then(this.tokens.byDeviceCode(endpoints, given.deviceCode()))
				.retryWhen(Retry.from((refusals) -> refusals.map((refusal) -> pace.after(refusal.failure()))));
		});
	}

	/**
	 * How long is waited between two questions of one sign-in.
	 */
	private final class Pace {

		private Duration interval;

		Pace(Duration interval) {
			this.interval = interval;
		}

		Duration after(Throwable failure) {
			String code = (failure instanceof OAuth2AuthorizationException refused) ? refused.getError().getErrorCode()
					: "";
			switch (code) {
				case "authorization_pending" -> {
				}
				case "slow_down" -> this.interval = this.interval.plus(SLOWER);
				default -> {
					LlmException named = DeviceCodeFlow.this.failures.named(failure);
					if (!named.isRetryable()) {
						throw named;
					}
					// The server is not there for a moment.
					this.interval = this.interval.multipliedBy(2);
				}
			}
			return this.interval;
		}

	}

}
