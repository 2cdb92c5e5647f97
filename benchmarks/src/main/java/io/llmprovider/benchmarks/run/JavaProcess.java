package io.llmprovider.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM that announces something on standard output; its errors go to ours. */
final class JavaProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	JavaProcess(List<String> flags, String classPath, Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(flags);
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.output = this.process.inputReader();
	}

	/**
	 * The rest of the first line that begins so.
	 * @throws IllegalStateException if the process ended without it
	 */
	String announced(String prefix) throws IOException {
		String line = this.output.readLine();
		while (line != null && !line.startsWith(prefix)) {
			line = this.output.readLine();
		}
		if (line == null) {
			throw new IllegalStateException("A process ended without a result; its errors are above");
		}
		return line.substring(prefix.length());
	}

	/** CPU time so far, in seconds. */
	double cpuSeconds() {
		return this.process.info().totalCpuDuration().map(cpu -> cpu.toMillis() / 1e3).orElse(Double.NaN);
	}

	@Override
	public void close() throws IOException {
		// Both kinds of children end when their standard input does.
		this.process.getOutputStream().close();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
