package io.llmprovider.signin;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.oauth.DeviceCode;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A user with a browser, who does at once what is asked.
 */
class UserPrompts implements SignInPrompts {

	final List<URI> opened = new ArrayList<>();

	final List<DeviceCode> shown = new ArrayList<>();

	private final Browser browser;

	UserPrompts(Browser browser) {
		this.browser = browser;
	}

	@Override
	public Mono<Void> open(URI page, @Nullable String instructions) {
		return Mono.fromRunnable(() -> {
			this.opened.add(page);
			this.browser.visit(page);
		});
	}

	@Override
	public Mono<Void> show(DeviceCode code) {
		return Mono.fromRunnable(() -> {
			this.shown.add(code);
			this.browser.visit(java.util.Objects.requireNonNull(code.verificationUriComplete()));
		});
	}

	@Override
	public Mono<String> ask(Question question) {
		return Mono.empty();
	}

}
