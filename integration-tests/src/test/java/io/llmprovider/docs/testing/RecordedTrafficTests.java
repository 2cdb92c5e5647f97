package io.llmprovider.docs.testing;

import java.nio.file.Path;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.test.replay.RecordedTraffic;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordedTrafficTests {

	@Test
	void aFixtureIsReplayedWithoutAnnotations() {
		try (RecordedTraffic traffic = RecordedTraffic.open(Path.of("src/test/resources/fixtures/planner.json"))) {
			ProviderRegistryBuilder builder = ProviderRegistry.builder();
			traffic.customize(builder);
			try (ProviderRegistry providers = builder.build()) {
				String plan = new Planner(providers.client("anthropic:claude-sonnet-5")).plan("find the exit");
				assertThat(plan).contains("1.");
			}
			traffic.verify();
		}
	}

}
