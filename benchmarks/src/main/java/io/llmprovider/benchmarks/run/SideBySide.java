package io.llmprovider.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.benchmarks.contender.Contenders;
import io.llmprovider.benchmarks.measure.BurstResult;
import io.llmprovider.benchmarks.measure.ClientProcess;
import io.llmprovider.benchmarks.measure.LoadResult;
import io.llmprovider.benchmarks.measure.Settings;
import io.llmprovider.benchmarks.measure.StormResult;
import io.llmprovider.benchmarks.wire.AnswerServer;
import io.llmprovider.benchmarks.wire.Api;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs all contenders beside each other: one server, and for every round, API, mode and
 * contender a fresh process. Each round goes through all contenders before the next
 * begins, and every second round goes backwards, so that a machine that slows down does
 * so for all of them.
 */
public final class SideBySide {

	private static final String STORM = "storm";

	private static final String LOAD = "load";

	private static final List<String> MANY_STREAMS = List.of(STORM, LOAD);

	private static final JsonMapper JSON = new JsonMapper();

	private final Settings settings;

	private final ClassPaths classPaths;

	private final JavaProcess server;

	private final String serverUrl;

	private final Map<Single, Results<BurstResult>> bursts = new LinkedHashMap<>();

	private final Results<StormResult> storms = new Results<>();

	private final Map<Integer, Results<LoadResult>> loads = new TreeMap<>();

	private final Report report;

	private SideBySide(Settings settings, ClassPaths classPaths, JavaProcess server) throws IOException {
		this.settings = settings;
		this.classPaths = classPaths;
		this.server = server;
		this.serverUrl = "http://127.0.0.1:" + server.announced(AnswerServer.LISTENING).trim();
		this.report = new Report(settings, this.bursts, this.storms, this.loads, loadAverage());
	}

	/**
	 * Measures and reports.
	 * @param args the folder of the contenders' own jars, and the file for the table
	 */
	public static void main(String[] args) throws IOException {
		Settings settings = new Settings(System.getProperties());
		ClassPaths classPaths = new ClassPaths(System.getProperty("java.class.path"), Path.of(args[0]));
		try (JavaProcess server = new JavaProcess(List.of("-Xmx256m"), classPaths.common(), AnswerServer.class)) {
			SideBySide run = new SideBySide(settings, classPaths, server);
			run.measureAll(Path.of(args[1]));
			System.out.println();
			System.out.println(run.report.markdown());
		}
	}

	/**
	 * The table is written after each process, so that a run that is stopped leaves what
	 * it has.
	 */
	private void measureAll(Path table) throws IOException {
		List<Contenders> order = new ArrayList<>(contenders());
		for (int round = 1; round <= this.settings.rounds(); round++) {
			for (Api api : this.settings.apis()) {
				for (Contenders contender : order) {
					for (String mode : modes(contender, api)) {
						System.out.printf("Round %d of %d: %s, %s, %s (load average %.1f)%n", round,
								this.settings.rounds(), api.id(), contender.id(), mode, loadAverage());
						measure(contender, api, mode);
						Files.writeString(table, this.report.markdown(), StandardCharsets.UTF_8);
					}
				}
			}
			Collections.reverse(order);
		}
	}

	/** A storm and a load are about connections and threads, the same in every API. */
	private List<String> modes(Contenders contender, Api api) {
		if (!contender.speaks(api)) {
			return List.of();
		}
		return this.settings.modes()
			.stream()
			.filter(mode -> !MANY_STREAMS.contains(mode) || api == Api.OPENAI_COMPLETIONS)
			.toList();
	}

	private void measure(Contenders contender, Api api, String mode) throws IOException {
		if (mode.equals(STORM)) {
			this.storms.add(contender, measure(contender, api, StormResult.class, this.settings.jvmFlags(), mode));
		}
		else if (mode.equals(LOAD)) {
			for (int streams : this.settings.loads()) {
				System.out.printf("  %,d streams%n", streams);
				this.loads.computeIfAbsent(streams, key -> new Results<>())
					.add(contender, measure(contender, api, LoadResult.class, this.settings.loadJvmFlags(), mode,
							Integer.toString(streams)));
			}
		}
		else {
			this.bursts.computeIfAbsent(new Single(api, mode), key -> new Results<>())
				.add(contender, measure(contender, api, BurstResult.class, this.settings.jvmFlags(), mode));
		}
	}

	private <R> @Nullable R measure(Contenders contender, Api api, Class<R> type, List<String> jvm, String mode,
			String... more) throws IOException {
		double serverCpu = this.server.cpuSeconds();
		List<String> flags = new ArrayList<>(jvm);
		flags.addAll(this.settings.asFlags());
		List<String> all = new ArrayList<>(List.of(contender.id(), api.id(), mode, this.serverUrl));
		all.addAll(List.of(more));
		try (JavaProcess client = new JavaProcess(flags, this.classPaths.of(contender.id()), ClientProcess.class,
				all.toArray(String[]::new))) {
			String result = client.announced(ClientProcess.RESULT);
			System.out.printf("  %s, the server's CPU: %.1f s%n", result, this.server.cpuSeconds() - serverCpu);
			return JSON.readValue(result, type);
		}
		catch (IllegalStateException ex) {
			System.out.println("  failed: " + ex.getMessage());
			return null;
		}
	}

	private static double loadAverage() {
		return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
	}

	private List<Contenders> contenders() {
		List<String> ids = this.settings.contenders();
		return ids.equals(List.of(Settings.ALL)) ? Arrays.asList(Contenders.values())
				: ids.stream().map(Contenders::of).toList();
	}

	/**
	 * What is measured with one stream at a time.
	 *
	 * @param api the API
	 * @param mode {@code burst} or {@code bulk}
	 */
	record Single(Api api, String mode) {
	}

}
