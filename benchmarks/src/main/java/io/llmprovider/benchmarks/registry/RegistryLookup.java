package io.llmprovider.benchmarks.registry;

import java.util.concurrent.TimeUnit;

import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A provider by its name, of twenty in the registry, one of them overridden. Run with
 * {@code -prof gc}: a lookup allocates nothing. {@code client} is no lookup: it makes a
 * handle, which is meant to be kept.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RegistryLookup {

	private final ProviderRegistry registry = registry();

	private String name = "provider-7";

	private String reference = "provider-7:a-model";

	@Benchmark
	public LlmProvider byName() {
		return this.registry.provider(this.name);
	}

	@Benchmark
	public boolean find() {
		return this.registry.find(this.name).isPresent();
	}

	@Benchmark
	public LlmClient client() {
		return this.registry.client(this.reference);
	}

	@TearDown
	public void close() {
		this.registry.close();
	}

	private static ProviderRegistry registry() {
		var builder = ProviderRegistry.builder();
		for (int i = 0; i < 20; i++) {
			builder.provider(settings(i).build());
		}
		ProviderRegistry registry = builder.build();
		registry.override(settings(7).build());
		return registry;
	}

	private static ProviderSettings.Builder settings(int number) {
		return ProviderSettings.builder("provider-" + number)
			.api("openai-completions")
			.baseUrl("http://127.0.0.1:" + (1000 + number) + "/v1");
	}

}
