package io.llmprovider.test.replay;

import java.net.ConnectException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;

/**
 * Sends the traffic of one registry, which outlives many tests, to the fixture of the
 * test that runs.
 */
public final class ReplaySwitch implements ProviderRegistryCustomizer, Ordered {

	private final AtomicReference<@Nullable RecordedTraffic> current = new AtomicReference<>();

	/**
	 * Creates a switch that lets nothing pass.
	 */
	public ReplaySwitch() {
	}

	@Override
	public void customize(ProviderRegistryBuilder builder) {
		builder.wrapConnectors(Switched::new);
		if (!Boolean.getBoolean(RecordedTraffic.RECORD_PROPERTY)) {
			Replayer.withoutCredentials(builder);
		}
	}

	/**
	 * The last, so that no other has the final word.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	/**
	 * Takes over.
	 * @param traffic where calls go from now on, or null for nowhere
	 */
	public void use(@Nullable RecordedTraffic traffic) {
		this.current.set(traffic);
	}

	/**
	 * Makes connectors that look at each exchange where it is to go.
	 */
	private final class Switched implements ConnectorFactory {

		private final ConnectorFactory original;

		private Switched(ConnectorFactory original) {
			this.original = original;
		}

		@Override
		public Connector create(ConnectorSettings settings) {
			Map<RecordedTraffic, Connector> made = new ConcurrentHashMap<>();
			return new Connector((method, uri, request) -> {
				RecordedTraffic traffic = ReplaySwitch.this.current.get();
				if (traffic == null) {
					return Mono.error(new ConnectException("No test with @LlmReplay is running, and "
							+ Objects.requireNonNullElse(uri.getHost(), uri.toString()) + " was asked"));
				}
				return made.computeIfAbsent(traffic, (fresh) -> fresh.connectors(this.original).create(settings))
					.http()
					.connect(method, uri, request);
			}, () -> made.values().forEach((connector) -> connector.dispose().run()));
		}

	}

}
