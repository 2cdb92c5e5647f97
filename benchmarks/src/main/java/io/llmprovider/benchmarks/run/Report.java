package io.llmprovider.benchmarks.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.llmprovider.benchmarks.contender.Contenders;
import io.llmprovider.benchmarks.measure.BurstResult;
import io.llmprovider.benchmarks.measure.LoadResult;
import io.llmprovider.benchmarks.measure.Settings;
import io.llmprovider.benchmarks.measure.StormResult;

/** The tables, in Markdown. */
final class Report {

	private static final Contenders BASE = Contenders.DRAIN;

	private final Settings settings;

	private final Map<SideBySide.Single, Results<BurstResult>> bursts;

	private final Results<StormResult> storms;

	private final Map<Integer, Results<LoadResult>> loads;

	private final double load;

	private final StringBuilder text = new StringBuilder();

	Report(Settings settings, Map<SideBySide.Single, Results<BurstResult>> bursts, Results<StormResult> storms,
			Map<Integer, Results<LoadResult>> loads, double load) {
		this.settings = settings;
		this.bursts = bursts;
		this.storms = storms;
		this.loads = loads;
		this.load = load;
	}

	String markdown() {
		this.text.setLength(0);
		line("Java %s, %d processors, client JVM `%s`, %d rounds; medians over the rounds, ratios within a round. Load average before the run: %.1f.",
				System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(),
				String.join(" ", this.settings.jvmFlags()), this.settings.rounds(), this.load);
		this.bursts.forEach(this::burstTable);
		if (!this.storms.contenders().isEmpty()) {
			stormTable();
		}
		if (!this.loads.isEmpty()) {
			this.text.append(new LoadTable(this.settings, this.loads).markdown());
		}
		return this.text.toString();
	}

	private void burstTable(SideBySide.Single single, Results<BurstResult> bursts) {
		line("");
		line("%s, `%s`: one stream at a time, %d deltas each, as fast as they come, %s:", single.api().title(),
				single.mode(), this.settings.deltas(),
				single.mode().equals("bulk") ? "in writes of 16 KiB" : "one write for each");
		line("");
		line("| client | CPU per delta | ÷ drain | ÷ this library | over the rounds | deltas per second | allocated per delta | windows |");
		line("|---|---:|---:|---:|---:|---:|---:|---|");
		for (Contenders contender : bursts.contenders()) {
			List<BurstResult> results = bursts.of(contender);
			if (results.isEmpty()) {
				line("| %s | failed | | | | | | |", contender.title());
				continue;
			}
			line("| %s | %s µs | %s | %s | %s | %s | %s B%s | %s |", contender.title(),
					median(bursts, contender, BurstResult::cpuMicrosPerDelta, "%.2f"),
					ratio(bursts, contender, BASE, BurstResult::cpuMicrosPerDelta),
					ratio(bursts, contender, Contenders.THIS_LIBRARY, BurstResult::cpuMicrosPerDelta),
					range(results, BurstResult::cpuMicrosPerDelta, "%.2f"),
					median(bursts, contender, BurstResult::deltasPerSecond, "%,.0f"),
					median(bursts, contender, BurstResult::bytesPerDelta, "%,.0f"),
					lost(results.stream().mapToLong(BurstResult::lostThreads).sum()),
					settled(results, BurstResult::settled, BurstResult::spread));
		}
	}

	private void stormTable() {
		line("");
		line("`storm`: %,d streams at once, %d deltas each, one every %d ms (%.1f s at least); figures of one storm:",
				this.settings.streams(), this.settings.storm().deltas(), this.settings.storm().intervalMillis(),
				this.settings.storm().deltas() * this.settings.storm().intervalMillis() / 1e3);
		line("");
		line("| client | wall | CPU | ÷ drain | without compiler | ÷ drain | over the rounds | allocated per delta | peak threads | of the client | peak heap | live heap | failed | windows |");
		line("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---|");
		for (Contenders contender : this.storms.contenders()) {
			List<StormResult> results = this.storms.of(contender);
			if (results.isEmpty()) {
				line("| %s | failed | | | | | | | | | | | | |", contender.title());
				continue;
			}
			line("| %s | %s s | %s s | %s | %s s | %s | %s | %s B%s | %s | %s | %s MB | %s MB | %s | %s |",
					contender.title(), median(this.storms, contender, StormResult::wallSeconds, "%.2f"),
					median(this.storms, contender, StormResult::cpuSeconds, "%.2f"),
					ratio(this.storms, contender, BASE, StormResult::cpuSeconds),
					median(this.storms, contender, StormResult::cpuWithoutCompilerSeconds, "%.2f"),
					ratio(this.storms, contender, BASE, StormResult::cpuWithoutCompilerSeconds),
					range(results, StormResult::cpuSeconds, "%.2f"),
					median(this.storms, contender, StormResult::bytesPerDelta, "%,.0f"),
					lost(results.stream().mapToLong(StormResult::lostThreads).sum()),
					median(this.storms, contender, StormResult::peakThreads, "%.0f"),
					median(this.storms, contender, StormResult::clientThreads, "%.0f"),
					median(this.storms, contender, StormResult::peakHeapMegabytes, "%.0f"),
					median(this.storms, contender, StormResult::liveHeapMegabytes, "%.1f"), failures(results),
					settled(results, StormResult::settled, StormResult::spread));
		}
		line("");
		line("The client's threads in the middle of a storm:");
		line("");
		for (Contenders contender : this.storms.contenders()) {
			this.storms.of(contender)
				.stream()
				.findFirst()
				.ifPresent(result -> line("* %s: %s", contender.title(), threads(result.threads())));
		}
	}

	private static <R> String median(Results<R> results, Contenders contender, ToDoubleFunction<R> figure,
			String format) {
		return text(results.median(contender, figure), format);
	}

	private static <R> String ratio(Results<R> results, Contenders contender, Contenders base,
			ToDoubleFunction<R> figure) {
		return text(results.ratio(contender, base, figure), "%.2f");
	}

	private static String text(OptionalDouble value, String format) {
		return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
	}

	private static <R> String range(List<R> results, ToDoubleFunction<R> figure, String format) {
		return text(results.stream().mapToDouble(figure).min(), format) + "–"
				+ text(results.stream().mapToDouble(figure).max(), format);
	}

	private static String lost(long threads) {
		return (threads > 0) ? " (without " + threads + " threads that ended)" : "";
	}

	private static <R> String settled(List<R> results, Predicate<R> settled, ToDoubleFunction<R> spread) {
		List<R> unsettled = results.stream().filter(settled.negate()).toList();
		return unsettled.isEmpty() ? "settled" : unsettled.size() + " of " + results.size() + " did not settle ("
				+ text(unsettled.stream().mapToDouble(spread).map(part -> 100 * part).max(), "%.1f") + " %)";
	}

	private static String failures(List<StormResult> results) {
		int failed = results.stream().mapToInt(StormResult::failed).sum();
		return (failed == 0) ? "none" : failed + ": "
				+ results.stream().map(StormResult::failure).filter(Objects::nonNull).findFirst().orElse("");
	}

	private static String threads(Map<String, Integer> threads) {
		return threads.isEmpty() ? "–"
				: threads.entrySet()
					.stream()
					.map(thread -> thread.getValue() + " × `" + thread.getKey() + "`")
					.collect(Collectors.joining(", "));
	}

	private void line(String format, Object... arguments) {
		this.text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments)).append('\n');
	}

}
