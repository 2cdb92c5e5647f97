package io.llmprovider.oauth;

import java.nio.file.Path;

import reactor.core.publisher.Mono;

/**
 * A process that changes a store and takes its time: it says {@code held} when it has the
 * lock, and stores {@code other-process} after a line on its standard input.
 */
public final class LockHolder {

	private LockHolder() {
	}

	public static void main(String[] arguments) {
		new FileCredentialStore(Path.of(arguments[0])).update(CredentialKey.of("office"), (current) -> {
			System.out.println("held");
			return Mono.fromCallable(() -> System.in.read())
				.map((line) -> OAuthCredentials.of("other-process", null, null, null));
		}).block();
		System.out.println("stored");
	}

}
