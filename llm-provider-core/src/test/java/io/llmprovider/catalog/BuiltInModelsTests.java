package io.llmprovider.catalog;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.llmprovider.json.PlainJson;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelStatus;
import io.llmprovider.model.ThinkingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The built-in models are written from models.dev's figures: run with
 * {@code -Dllm-provider.write=true} to write the files anew.
 */
class BuiltInModelsTests {

	private static final BigDecimal HALF = new BigDecimal("0.5");

	private static final Path FIGURES = Path.of("../../shared/data/models-dev-api.json");

	private static final Path FILES = Path.of("src/main/resources/io/llmprovider/catalog/models");

	/**
	 * Routers are left out but for one: their hundreds of models are their upstreams'.
	 */
	private static final List<String> PROVIDERS = List.copyOf(new TreeSet<>(BuiltInModels.PROVIDERS));

	static List<String> providers() {
		return PROVIDERS;
	}

	@ParameterizedTest
	@MethodSource("providers")
	void theFileHoldsTheFiguresOfModelsDev(String provider) throws IOException {
		assumeThat(FIGURES).exists();
		byte[] figures = Files.readAllBytes(FIGURES);
		Collection<Model> current = CatalogReader.read(figures)
			.models(provider)
			.stream()
			.filter((model) -> model.status() != ModelStatus.DEPRECATED)
			.toList();
		String expected = CatalogFile.text(date(figures), provider, current);
		Path file = FILES.resolve(provider + ".json");
		if (Boolean.getBoolean("llm-provider.write")) {
			Files.createDirectories(FILES);
			Files.writeString(file, expected);
		}

		assertThat(file).as("run with -Dllm-provider.write=true to write it").hasContent(expected);
		assertThat(CatalogReader.read(Files.readAllBytes(file)).models(provider)).isNotEmpty()
			.containsExactlyElementsOf(current);
	}

	@Test
	void eachFileIsLookedAt() throws IOException {
		try (Stream<Path> files = Files.list(FILES)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.containsExactlyInAnyOrderElementsOf(PROVIDERS.stream().map((provider) -> provider + ".json").toList());
		}
	}

	@Test
	void whatIsKnownOfAModelIsFound() {
		Model model = BuiltInModels.find("anthropic", "claude-sonnet-4-5");

		assertThat(model.name()).isNotEqualTo(model.id());
		assertThat(model.capabilities().input()).contains(Modality.TEXT, Modality.IMAGE, Modality.DOCUMENT);
		assertThat(model.capabilities().tools()).isTrue();
		assertThat(model.pricing().cacheWriteHour()).isEqualByComparingTo("6");
		assertThat(BuiltInModels.find("openai", "gpt-5.1").capabilities().thinkingLevels())
			.containsExactlyInAnyOrder(ThinkingLevel.OFF, ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);
		assertThat(BuiltInModels.find("openai", "gpt-5.4").pricing().factors()).containsKey("priority");
		assertThat(BuiltInModels.find("openai", "nobody")).isNull();
		assertThat(BuiltInModels.find("openai", "gpt-5.5").pricing().factors()).containsEntry("flex", HALF)
			.containsEntry("batch", HALF)
			.containsEntry("priority", new BigDecimal("2.5"));
		assertThat(BuiltInModels.find("anthropic", "claude-opus-4-8").pricing().factors()).containsEntry("batch", HALF)
			.containsEntry("fast", new BigDecimal("2"));
		assertThat(BuiltInModels.find("mistral", "pixtral-12b").images().maxCount()).isEqualTo(8);
		assertThat(BuiltInModels.find("google", "gemini-2.5-pro").pricing().factors()).containsEntry("flex", HALF);
		assertThat(BuiltInModels.find("../../etc", "nobody")).isNull();
	}

	private static String date(byte[] figures) {
		Set<String> dates = new TreeSet<>();
		Members.object(PlainJson.read(figures))
			.values()
			.forEach((provider) -> Members.object(Members.object(provider).get("models"))
				.values()
				.forEach((model) -> dates.add(String.valueOf(((Map<?, ?>) model).get("last_updated")))));
		return new TreeSet<>(dates).last();
	}

}
