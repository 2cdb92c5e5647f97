package io.llmprovider.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderDescription;
import io.llmprovider.provider.ProviderRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Asks each provider of the registry for its models, all at once. Those that cannot be
 * asked are of unknown health and do not count: they have no key of their own, or an API
 * without a list of models.
 */
final class LlmHealthIndicator implements ReactiveHealthIndicator {

	private final ProviderRegistry registry;

	private final Duration timeout;

	LlmHealthIndicator(ProviderRegistry registry, Duration timeout) {
		this.registry = registry;
		this.timeout = timeout;
	}

	@Override
	public Mono<Health> health() {
		return Flux.fromIterable(this.registry.providers())
			.map(LlmProvider::name)
			.flatMapSequential((name) -> ask(name).map((found) -> Map.entry(name, found)))
			.collectList()
			.map((answers) -> {
				Map<String, Health> details = new LinkedHashMap<>();
				answers.forEach((answer) -> details.put(answer.getKey(), answer.getValue()));
				boolean down = details.values().stream().anyMatch((health) -> health.getStatus() == Status.DOWN);
				boolean up = details.values().stream().anyMatch((health) -> health.getStatus() == Status.UP);
				return Health.status(down ? Status.DOWN : up ? Status.UP : Status.UNKNOWN).withDetails(details).build();
			});
	}

	private Mono<Health> ask(String name) {
		boolean keyless = this.registry.describe(name)
			.filter((provider) -> provider.key() == ProviderDescription.KeyState.MISSING)
			.isPresent();
		if (keyless) {
			return Mono.just(Health.unknown().withDetail("reason", "there is no key to ask with").build());
		}
		return this.registry.discover(name)
			.timeout(this.timeout)
			.map((models) -> Health.up().withDetail("models", models.size()).build())
			.onErrorResume(LlmException.class, (failure) -> Mono.just(health(failure)))
			.onErrorResume(TimeoutException.class, (failure) -> Mono
				.just(Health.down().withDetail("error", "no answer within " + this.timeout).build()));
	}

	private static Health health(LlmException failure) {
		Health.Builder health = (failure.kind() == ErrorKind.CONFIGURATION)
				? Health.unknown().withDetail("reason", failure.details().message())
				: Health.down().withDetail("error", failure.kind().name()).withDetail("message", failure.getMessage());
		return health.build();
	}

}
