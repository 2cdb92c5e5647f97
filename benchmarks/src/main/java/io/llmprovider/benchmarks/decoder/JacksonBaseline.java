package io.llmprovider.benchmarks.decoder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.llmprovider.benchmarks.wire.CompletionsScript;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Jackson alone needs to find the text in one chunk: the scale for our decoder,
 * which also has to cut the bytes into events and keep the rest of the chunk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JacksonBaseline {

	private final JsonMapper mapper = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private final ObjectReader records = this.mapper.readerFor(Chunk.class);

	private final byte[] chunk = CompletionsScript.textChunk(" stream").getBytes(StandardCharsets.UTF_8);

	@Benchmark
	public String tree() {
		return this.mapper.readTree(this.chunk).path("choices").path(0).path("delta").path("content").asString();
	}

	@Benchmark
	public @Nullable String records() {
		return this.records.<Chunk>readValue(this.chunk).choices().get(0).delta().content();
	}

	/** Reads every token, as a decoder does that must not miss usage at the end. */
	@Benchmark
	public @Nullable String tokens() {
		String content = null;
		try (JsonParser parser = this.mapper.createParser(this.chunk)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token == JsonToken.VALUE_STRING && "content".equals(parser.currentName())) {
					content = parser.getString();
				}
			}
		}
		return content;
	}

	record Chunk(String id, String model, List<Choice> choices) {
	}

	record Choice(int index, Delta delta, @Nullable String finish_reason) {
	}

	record Delta(@Nullable String role, @Nullable String content) {
	}

}
