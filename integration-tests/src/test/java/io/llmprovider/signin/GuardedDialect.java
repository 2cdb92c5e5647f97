package io.llmprovider.signin;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.openai.OpenAiCompletionsDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Chat Completions behind a gateway that lets nobody through without a token that the
 * authorization server has signed and that has not ended.
 */
final class GuardedDialect implements Dialect {

	private static final ProviderRule TOKEN = new OpenAiCompletionsDialect().rules()
		.stream()
		.filter((rule) -> rule.id().equals("key"))
		.findFirst()
		.orElseThrow();

	private final Dialect guarded = new OpenAiCompletionsDialect();

	private final JwtDecoder tokens;

	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	GuardedDialect(AuthorizationServer server) {
		this.tokens = NimbusJwtDecoder.withJwkSetUri(server.issuer() + "/oauth2/jwks").build();
	}

	/**
	 * Refuses a token from now on, as a gateway does whose clock is ahead.
	 * @param token the token
	 */
	void end(String token) {
		this.ended.add(token);
	}

	@Override
	public String protocol() {
		return this.guarded.protocol();
	}

	@Override
	public String basePath() {
		return this.guarded.basePath();
	}

	@Override
	public List<ProviderRule> rules() {
		return this.guarded.rules();
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return this.guarded.isFor(request);
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return this.guarded.isChat(request);
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		String header = String.valueOf(request.header("authorization"));
		String token = header.startsWith("Bearer ") ? header.substring(7) : "";
		try {
			this.tokens.decode(token);
		}
		catch (JwtException ex) {
			throw refusal(String.valueOf(ex.getMessage()));
		}
		if (this.ended.contains(token)) {
			throw refusal("The token has ended");
		}
		return this.guarded.accept(request, setup);
	}

	private static Refusal refusal(String words) {
		return new Refusal(TOKEN, new SimulatedError(401, words, "invalid_request_error", "invalid_token", null));
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		return this.guarded.answer(request, steps, setup, pace);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return this.guarded.error(error);
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return this.guarded.query(request, setup);
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return this.guarded.notFound(request);
	}

}
