package io.llmprovider.oauth;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.model.Model;
import reactor.core.publisher.Mono;

/**
 * A login whose tokens are counted: {@code access-1} with {@code refresh-1} and so on. A
 * refresh token is good for one refresh only.
 */
public final class ScriptedFlow implements OAuthFlow {

	/** The refresh tokens that were used, in order. */
	public final List<String> refreshedWith = new CopyOnWriteArrayList<>();

	/** What was revoked. */
	public final List<String> revoked = new CopyOnWriteArrayList<>();

	/** How many sign-ins were cancelled. */
	public final AtomicInteger left = new AtomicInteger();

	/** How long tokens live; null if they do not say so. */
	public volatile Duration life = Duration.ofHours(1);

	/** What happens before a refresh is answered. */
	public volatile Mono<Void> beforeRefresh = Mono.empty();

	/** What revocation does. */
	public volatile Mono<Void> revocation = Mono.empty();

	/** What is done to the credentials that a sign-in gives. */
	public volatile UnaryOperator<OAuthCredentials> marks = UnaryOperator.identity();

	/** Whether a user is needed. */
	public volatile boolean user = true;

	/** Whether a refresh gives another refresh token. */
	public volatile boolean rotating = true;

	private final AtomicInteger tokens = new AtomicInteger();

	private final Clock clock;

	public ScriptedFlow(Clock clock) {
		this.clock = clock;
	}

	@Override
	public String name() {
		return "Test login";
	}

	@Override
	public boolean needsUser() {
		return this.user;
	}

	@Override
	public Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
		Mono<String> answer = this.user ? prompts.open(URI.create("https://login.example/page"), null)
			.then(prompts.ask(SignInPrompts.Question.of("Code?"))) : Mono.just("machine");
		return answer.map((code) -> this.marks.apply(next(true).with("code", code)))
			.doOnCancel(this.left::incrementAndGet);
	}

	@Override
	public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
		return Mono.defer(() -> {
			String token = String.valueOf(credentials.refresh());
			boolean spent = this.rotating && this.refreshedWith.contains(token);
			this.refreshedWith.add(token);
			return this.beforeRefresh
				.then(spent ? Mono.error(revokedToken()) : Mono.fromCallable(() -> next(this.rotating)));
		});
	}

	/** What an authorization server's invalid_grant is. */
	public static SignInRequiredException revokedToken() {
		return new SignInRequiredException(
				ErrorDetails.of("The refresh token does not count any more (invalid_grant)", "Sign in again."), null);
	}

	private OAuthCredentials next(boolean refreshToken) {
		int number = this.tokens.incrementAndGet();
		return OAuthCredentials.fresh("access-" + number, refreshToken ? "refresh-" + number : null, this.life,
				this.clock);
	}

	@Override
	public Mono<Void> revoke(OAuthCredentials credentials) {
		return Mono.defer(() -> {
			this.revoked.add(credentials.access());
			return this.revocation;
		});
	}

	@Override
	public String baseUrl(OAuthCredentials credentials) {
		return credentials.text("base");
	}

	@Override
	public Map<String, String> headers(OAuthCredentials credentials) {
		String account = credentials.text("account");
		return (account != null) ? Map.of("X-Account", account) : Map.of();
	}

	@Override
	public List<Model> models(List<Model> models, OAuthCredentials credentials) {
		String plan = credentials.text("plan");
		return (plan != null) ? List.of(Model.of("office", plan)) : models;
	}

}
