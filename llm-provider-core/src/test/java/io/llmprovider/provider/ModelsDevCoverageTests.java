package io.llmprovider.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The presets against models.dev's list of providers, if there is a copy of it: in
 * {@code shared/data} beside the project, or in the folder that {@code -Dllm.data.dir}
 * names.
 */
class ModelsDevCoverageTests {

	private static final String FILE = "models-dev-api.json";

	/** Providers that a plain key and Chat Completions do not reach, and why. */
	private static final Map<String, String> DECLINED = Map.of( //
			"github-copilot",
			"takes a short-lived token that is exchanged for another, and is meant for editors; "
					+ "github-models is the road for others",
			"google-vertex-anthropic", "is google-vertex, which serves Claude, too");

	/** Presets that go to another address than models.dev has, and why. */
	private static final Map<String, String> ELSEWHERE = Map.of( //
			"lmstudio", "localhost means 127.0.0.1 and ::1", //
			"minimax", "models.dev has the address of the Messages flavour", //
			"ollama-cloud", "Ollama's own API has another path");

	private @Nullable JsonNode data;

	@BeforeEach
	void read() throws IOException {
		Path file = file();
		Assumptions.assumeTrue(file != null,
				"No " + FILE + ": neither in ../shared/data beside the project nor in -Dllm.data.dir");
		this.data = Json.tree(Files.readString(Objects.requireNonNull(file)));
		assertThat(this.data.path("openai").path("env")).as("the list of " + file).isNotEmpty();
	}

	@Test
	void eachProviderIsKnownOrDeclinedForAReason() {
		List<String> missing = new ArrayList<>();
		data().forEachEntry((id, provider) -> {
			if (KnownProviders.find(id).isEmpty() && !DECLINED.containsKey(id)) {
				missing.add(id);
			}
		});
		assertThat(missing).isEmpty();
	}

	@Test
	void addressesAreTheSameUnlessThereIsAReason() {
		data().forEachEntry((id, provider) -> {
			Optional<ProviderSettings> preset = KnownProviders.find(id);
			String api = provider.path("api").asString(null);
			if (preset.isPresent() && api != null) {
				boolean same = api.equals(preset.get().baseUrl()) || api.equals(preset.get().baseUrl() + "/");
				assertThat(same).as(id + ": " + api).isEqualTo(!ELSEWHERE.containsKey(id));
			}
		});
	}

	@Test
	void keyVariablesAreAmongThoseOfTheList() {
		data().forEachEntry((id, provider) -> KnownProviders.find(id)
			.filter((preset) -> !preset.keyVariables().isEmpty())
			.ifPresent((preset) -> {
				List<String> variables = new ArrayList<>();
				provider.path("env").forEach((variable) -> variables.add(variable.asString()));
				if (!id.equals("google-vertex")) {
					// The list knows no keys there, only tokens.
					assertThat(preset.keyVariables()).as(id).containsAnyElementsOf(variables);
				}
			}));
	}

	private JsonNode data() {
		return Objects.requireNonNull(this.data);
	}

	private static @Nullable Path file() {
		String named = System.getProperty("llm.data.dir");
		if (named != null) {
			return Path.of(named, FILE);
		}
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			Path file = folder.resolve("shared").resolve("data").resolve(FILE);
			if (Files.isRegularFile(file)) {
				return file;
			}
		}
		return null;
	}

}
