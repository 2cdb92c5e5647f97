package io.llmprovider.samples.signin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import io.llmprovider.oauth.DeviceCode;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows the user what to do, in the terminal.
 */
class TerminalPrompts implements SignInPrompts {

	private final Terminal terminal;

	private final boolean scripted;

	TerminalPrompts(Terminal terminal, boolean scripted) {
		this.terminal = terminal;
		this.scripted = scripted;
	}

	@Override
	public Mono<Void> open(URI page, @Nullable String instructions) {
		return Mono.fromRunnable(() -> this.terminal.line("Open " + page));
	}

	@Override
	public Mono<Void> show(DeviceCode code) {
		return Mono.fromCallable(() -> {
			long minutes = Math.max(1, Duration.between(Instant.now(), code.expiresAt()).toMinutes());
			this.terminal.line("Open " + code.verificationUri() + " on any device and enter " + code.userCode()
					+ " within " + minutes + " minutes" + (code.verificationUriComplete() == null ? "."
							: ",\nor open " + code.verificationUriComplete() + " at once."));
			if (this.scripted) {
				approve(code);
			}
			return code;
		}).then();
	}

	@Override
	public Mono<String> ask(Question question) {
		return Mono.defer(() -> {
			this.terminal.line(question.message() + ":");
			return Mono.justOrEmpty(this.terminal.read());
		});
	}

	/** What a user does on the page of the application's own authorization server. */
	private void approve(DeviceCode code) throws IOException, InterruptedException {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(code.verificationUri())
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(
						"decision=approve&user_code=" + URLEncoder.encode(code.userCode(), StandardCharsets.UTF_8)))
				.build(), HttpResponse.BodyHandlers.ofString());
		this.terminal
			.line("(--approve: the page was answered by the application itself, HTTP " + answer.statusCode() + ")");
	}

}
