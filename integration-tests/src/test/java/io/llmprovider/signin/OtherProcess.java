package io.llmprovider.signin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The same application in a process of its own. It says when it is ready, is told by how
 * much its clock is to be put forward, makes a call and says what it was answered, until
 * nobody tells it anything more.
 */
final class OtherProcess {

	private static final String SAYS = "says: ";

	private OtherProcess() {
	}

	static Process start(Map<String, Object> settings) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), OtherProcess.class.getName()));
		settings.forEach((name, value) -> command.add(name + "=" + value));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/**
	 * The next thing that the process says; what it logs is not meant.
	 * @param output its output
	 * @return the text, or null if it has ended
	 */
	static @Nullable String said(BufferedReader output) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith(SAYS)) {
				return line.substring(SAYS.length());
			}
		}
		return null;
	}

	private static void say(String text) {
		System.out.println(SAYS + text);
	}

	public static void main(String[] arguments) throws IOException {
		Map<String, Object> settings = new LinkedHashMap<>();
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			settings.put(argument.substring(0, equals), argument.substring(equals + 1));
		}
		BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try (Office office = new Office(settings, null)) {
			say("ready");
			for (String line = told.readLine(); line != null; line = told.readLine()) {
				office.clock.advance(Duration.parse(line));
				say(office.answer());
				say("ready");
			}
		}
	}

}
