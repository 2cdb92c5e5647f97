package io.llmprovider.provider.failover;

import java.time.Clock;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import reactor.core.publisher.Flux;

/**
 * Lets a provider's exchanges through, or not.
 */
@FunctionalInterface
public interface Circuit {

	/**
	 * Guards one exchange.
	 * @param <T> what it emits
	 * @param exchange the exchange
	 * @return the same, or a {@link io.llmprovider.error.CircuitOpenException}, decided
	 * when it is subscribed to
	 */
	<T> Flux<T> guard(Flux<T> exchange);

	/**
	 * The circuit of a provider.
	 * @param provider the provider's name
	 * @param settings when it opens
	 * @return a circuit of its own; one that is always closed if it is switched off
	 * @throws io.llmprovider.error.ConfigurationException if Resilience4j is missing
	 */
	static Circuit of(String provider, CircuitBreakerSettings settings) {
		if (!settings.isOn()) {
			return new Circuit() {
				@Override
				public <T> Flux<T> guard(Flux<T> exchange) {
					return exchange;
				}
			};
		}
		try {
			return new ResilienceCircuit(provider, settings.orElse(CircuitBreakerSettings.DEFAULTS), Clock.systemUTC());
		}
		catch (NoClassDefFoundError ex) {
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
					"Provider '" + provider + "' has a circuit breaker, but Resilience4j is not on the class path",
					"Add io.github.resilience4j:resilience4j-circuitbreaker, or take llm.providers." + provider
							+ ".circuit-breaker.enabled out."),
					ex);
		}
	}

}
