package io.llmprovider.benchmarks.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Starts {@link StartupApplication} in turn without the starter, with it and no
 * configuration, and with it and ten providers, and prints the medians; beside them, how
 * far their difference can be trusted: the range in which it lies in 95 % of series that
 * are drawn from the turns with replacement (bootstrap), and the range in which half of
 * the differences within a turn lie.
 */
public final class StartupCost {

	private static final int PROVIDERS = 10;

	private static final int RESAMPLINGS = 2000;

	private StartupCost() {
	}

	/**
	 * Measures.
	 * @param args the number of runs of each kind, and the jar with the application,
	 * which is started as it is deployed and not from a directory of classes
	 * @throws IOException if a process cannot be started
	 */
	public static void main(String[] args) throws IOException {
		int runs = Integer.parseInt(args[0]);
		String classes = Path.of("target", "classes").toAbsolutePath().toString();
		String with = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> entry.equals(classes) ? args[1] : entry)
			.collect(Collectors.joining(File.pathSeparator));
		if (!with.contains(args[1])) {
			throw new IllegalStateException("There is no " + classes + " on the class path " + with);
		}
		String without = Arrays.stream(with.split(File.pathSeparator))
			.filter((entry) -> !isOurs(entry))
			.collect(Collectors.joining(File.pathSeparator));
		printFootprint(with);
		List<Start> bare = new ArrayList<>();
		List<Start> empty = new ArrayList<>();
		List<Start> ten = new ArrayList<>();
		for (int run = 0; run <= runs; run++) {
			Start bareStart = start(without, List.of(), false);
			Start emptyStart = start(with, List.of(), true);
			Start tenStart = start(with, providers(), true);
			if (run > 0) {
				bare.add(bareStart);
				empty.add(emptyStart);
				ten.add(tenStart);
			}
		}
		System.out.printf(Locale.ROOT, "without the starter %d ms, with it %d ms, with ten providers %d ms%n",
				median(bare, Start::millis), median(empty, Start::millis), median(ten, Start::millis));
		System.out.printf(Locale.ROOT, "added: %d ms without configuration, %d ms with ten providers (medians of %d)%n",
				added(bare, empty), added(bare, ten), runs);
		System.out.printf(Locale.ROOT,
				"95 %% of resampled series: %s ms without configuration, %s ms with ten providers%n",
				confidence(bare, empty), confidence(bare, ten));
		print("without configuration", bare, empty);
		print("with ten providers", bare, ten);
	}

	private static void print(String what, List<Start> bare, List<Start> other) {
		System.out.printf(Locale.ROOT, "%s, within a turn: %s ms, CPU %s ms of %d%n", what,
				differences(bare, other, Start::millis), differences(bare, other, Start::cpuMillis),
				median(bare, Start::cpuMillis));
	}

	private static long added(List<Start> bare, List<Start> other) {
		return median(other, Start::millis) - median(bare, Start::millis);
	}

	/** Where the difference of the medians lies if the turns are drawn anew. */
	private static String confidence(List<Start> bare, List<Start> other) {
		Random random = new Random(1);
		List<Long> differences = IntStream.range(0, RESAMPLINGS).mapToObj((series) -> {
			int[] turns = random.ints(bare.size(), 0, bare.size()).toArray();
			return added(drawn(bare, turns), drawn(other, turns));
		}).sorted().toList();
		int outside = RESAMPLINGS / 40;
		return String.format(Locale.ROOT, "%+d to %+d", differences.get(outside),
				differences.get(RESAMPLINGS - 1 - outside));
	}

	private static List<Start> drawn(List<Start> starts, int[] turns) {
		return Arrays.stream(turns).mapToObj(starts::get).toList();
	}

	private static String differences(List<Start> bare, List<Start> other, ToLongFunction<Start> what) {
		List<Long> sorted = IntStream.range(0, bare.size())
			.mapToObj((i) -> what.applyAsLong(other.get(i)) - what.applyAsLong(bare.get(i)))
			.sorted()
			.toList();
		int quarter = sorted.size() / 4;
		return String.format(Locale.ROOT, "%+d (%+d to %+d)", middle(sorted), sorted.get(quarter),
				sorted.get(sorted.size() - 1 - quarter));
	}

	private static boolean isOurs(String entry) {
		String name = Path.of(entry).getFileName().toString();
		return (name.startsWith("llm-provider-") && !name.contains("startup")) || name.startsWith("spring-retry-")
				|| entry.contains("llm-provider-core" + File.separator)
				|| entry.contains("llm-provider-autoconfigure" + File.separator)
				|| entry.contains("llm-provider-spring-boot-starter" + File.separator);
	}

	private static void printFootprint(String with) throws IOException {
		long bytes = 0;
		List<String> added = new ArrayList<>();
		for (String entry : with.split(File.pathSeparator)) {
			if (isOurs(entry)) {
				Path path = Path.of(entry);
				added.add(path.getFileName().toString());
				bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
			}
		}
		System.out.printf(Locale.ROOT, "added to a WebClient application: %d jars, %.2f MiB: %s%n", added.size(),
				bytes / 1048576.0, added);
	}

	private static List<String> providers() {
		List<String> arguments = new ArrayList<>();
		for (int i = 0; i < PROVIDERS; i++) {
			arguments.add("--llm.providers.p" + i + ".api=openai-completions");
			arguments.add("--llm.providers.p" + i + ".base-url=http://127.0.0.1:1/v1");
			arguments.add("--llm.providers.p" + i + ".models[0].id=m");
		}
		arguments.add("--llm.modes.plan.model=p0:m");
		arguments.add("--llm.modes.act.model=p1:m");
		return arguments;
	}

	private static Start start(String classPath, List<String> arguments, boolean registry) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
				StartupApplication.class.getName(), "--spring.main.banner-mode=off", "--logging.level.root=warn"));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		List<String> output = new ArrayList<>();
		try (BufferedReader lines = process.inputReader()) {
			lines.lines().forEach(output::add);
		}
		return output.stream()
			.filter((line) -> line.startsWith(StartupApplication.STARTED) && line.endsWith(" " + registry))
			.map((line) -> line.substring(StartupApplication.STARTED.length()).split(" "))
			.map((figures) -> new Start(Long.parseLong(figures[0]), Long.parseLong(figures[1])))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The application did not start as expected: " + output));
	}

	private static long median(List<Start> starts, ToLongFunction<Start> what) {
		return middle(starts.stream().map(what::applyAsLong).sorted().toList());
	}

	private static long middle(List<Long> sorted) {
		return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
	}

	/**
	 * One start.
	 *
	 * @param millis from the start of the process until the application runs
	 * @param cpuMillis the CPU time of the process until then
	 */
	private record Start(long millis, long cpuMillis) {
	}

}
