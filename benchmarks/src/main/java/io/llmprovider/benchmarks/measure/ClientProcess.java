package io.llmprovider.benchmarks.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;

import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Contenders;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main class of a process that measures one contender in one mode and prints the
 * result as one line of JSON. It ends when its parent does.
 */
public final class ClientProcess {

	/** What precedes the JSON on standard output. */
	public static final String RESULT = "RESULT ";

	private ClientProcess() {
	}

	/**
	 * Measures.
	 * @param args the contender's identifier, the API's, the mode, the server, and with
	 * mode {@code load} how many streams
	 */
	public static void main(String[] args) {
		Thread watch = new Thread(ClientProcess::endWithParent, "parent-watch");
		watch.setDaemon(true);
		watch.start();
		int exitCode = 1;
		try {
			Object result = measure(Contenders.of(args[0]), Api.of(args[1]), args[2], URI.create(args[3]),
					(args.length > 4) ? Integer.parseInt(args[4]) : 1);
			System.out.println(RESULT + new JsonMapper().writeValueAsString(result));
			System.out.flush();
			exitCode = 0;
		}
		catch (Exception | LinkageError ex) {
			ex.printStackTrace();
		}
		finally {
			// Some clients leave threads behind that would keep the process alive.
			Runtime.getRuntime().halt(exitCode);
		}
	}

	private static Object measure(Contenders kind, Api api, String mode, URI server, int streams) throws Exception {
		Settings settings = new Settings(System.getProperties());
		ProcessState before = ProcessState.now();
		try (Contender contender = kind.create(api)) {
			contender.open(server, mode.equals("storm") ? settings.streams() : streams);
			return switch (mode) {
				case "burst" -> new BurstRun(contender, settings, api, Workload.burst(settings.deltas())).run();
				case "bulk" -> new BurstRun(contender, settings, api, Workload.bulk(settings.deltas())).run();
				case "storm" -> new StormRun(contender, settings, api).run(before);
				case "load" -> new LoadRun(contender, settings, api, streams).run(before);
				default ->
					throw new IllegalArgumentException("No mode '" + mode + "'; there are burst, bulk, storm, load");
			};
		}
	}

	private static void endWithParent() {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().halt(1);
	}

}
