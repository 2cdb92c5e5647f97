package io.llmprovider.benchmarks.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import io.llmprovider.benchmarks.contender.Contenders;
import io.llmprovider.benchmarks.measure.LoadResult;
import io.llmprovider.benchmarks.measure.Settings;

/** The table of the loads: one row for each client and number of streams. */
final class LoadTable {

	private final Settings settings;

	private final Map<Integer, Results<LoadResult>> loads;

	private final StringBuilder text = new StringBuilder();

	LoadTable(Settings settings, Map<Integer, Results<LoadResult>> loads) {
		this.settings = settings;
		this.loads = loads;
	}

	String markdown() {
		line("");
		line("`load`: streams at once, %d deltas each, one every %d ms, beginning within %.1f s; client JVM `%s`:",
				this.settings.load().deltas(), this.settings.load().intervalMillis(),
				this.settings.rampMillis() / 1000.0, String.join(" ", this.settings.loadJvmFlags()));
		line("");
		line("| streams | client | complete | wall | CPU | per delta | ÷ drain | threads of the client | peak heap | late: median | p99 | most |");
		line("|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
		this.loads.forEach(this::rows);
		return this.text.toString();
	}

	private void rows(int streams, Results<LoadResult> results) {
		for (Contenders contender : results.contenders()) {
			List<LoadResult> rounds = results.of(contender);
			int failed = rounds.stream().mapToInt(LoadResult::failed).sum();
			if (rounds.isEmpty() || failed > 0) {
				line("| %,d | %s | fails: %s | | | | | | | | | |", streams, contender.title(), failure(rounds, failed));
				continue;
			}
			line("| %,d | %s | all | %s s | %s s | %s µs | %s | %s | %s MB | %s ms | %s ms | %s ms |", streams,
					contender.title(), median(results, contender, LoadResult::wallSeconds, "%.1f"),
					median(results, contender, LoadResult::cpuSeconds, "%.1f"),
					median(results, contender, LoadResult::cpuMicrosPerDelta, "%.1f"),
					text(results.ratio(contender, Contenders.DRAIN, LoadResult::cpuSeconds), "%.2f"),
					median(results, contender, LoadResult::clientThreads, "%,.0f"),
					median(results, contender, LoadResult::peakHeapMegabytes, "%.0f"),
					median(results, contender, LoadResult::medianLateMillis, "%.1f"),
					median(results, contender, LoadResult::p99LateMillis, "%.0f"),
					median(results, contender, LoadResult::maxLateMillis, "%.0f"));
		}
	}

	private static String failure(List<LoadResult> rounds, int failed) {
		if (rounds.isEmpty()) {
			return "the process ended";
		}
		return failed + " streams, first "
				+ rounds.stream()
					.map(LoadResult::failure)
					.filter(Objects::nonNull)
					.findFirst()
					.orElse("unknown")
					.replace('|', '/')
					.lines()
					.findFirst()
					.orElse("");
	}

	private static String median(Results<LoadResult> results, Contenders contender, ToDoubleFunction<LoadResult> figure,
			String format) {
		return text(results.median(contender, figure), format);
	}

	private static String text(OptionalDouble value, String format) {
		return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
	}

	private void line(String format, Object... arguments) {
		this.text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments)).append('\n');
	}

}
