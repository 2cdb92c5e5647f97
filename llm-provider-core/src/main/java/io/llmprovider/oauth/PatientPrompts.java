package io.llmprovider.oauth;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The application's prompts on threads that may be blocked: a terminal waits for its
 * user.
 */
final class PatientPrompts implements SignInPrompts {

	private final SignInPrompts prompts;

	PatientPrompts(SignInPrompts prompts) {
		this.prompts = prompts;
	}

	@Override
	public Mono<Void> open(URI page, @Nullable String instructions) {
		return Mono.defer(() -> this.prompts.open(page, instructions)).subscribeOn(Schedulers.boundedElastic());
	}

	@Override
	public Mono<Void> show(DeviceCode code) {
		return Mono.defer(() -> this.prompts.show(code)).subscribeOn(Schedulers.boundedElastic());
	}

	@Override
	public Mono<String> ask(Question question) {
		return Mono.defer(() -> this.prompts.ask(question)).subscribeOn(Schedulers.boundedElastic());
	}

	@Override
	public Mono<Void> progress(String message) {
		return Mono.defer(() -> this.prompts.progress(message)).subscribeOn(Schedulers.boundedElastic());
	}

}
