package io.llmprovider.benchmarks.measure;

import java.util.List;
import java.util.Properties;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;

/**
 * The options of a run, from system properties that begin with {@code bench.}. The parent
 * hands them on, so that parent and clients cannot disagree.
 */
public final class Settings {

	/** What stands for each of a kind. */
	public static final String ALL = "all";

	private static final String PREFIX = "bench.";

	private final Properties properties;

	public Settings(Properties properties) {
		this.properties = properties;
	}

	/** Identifiers of the contenders, or {@code all}. */
	public List<String> contenders() {
		return list("contenders", ALL);
	}

	/** The APIs that are measured. */
	public List<Api> apis() {
		List<String> ids = list("apis", ALL);
		return ids.equals(List.of(ALL)) ? List.of(Api.values()) : ids.stream().map(Api::of).toList();
	}

	/** Any of {@code burst}, {@code bulk}, {@code storm} and {@code load}. */
	public List<String> modes() {
		return list("modes", "burst,bulk,storm");
	}

	/** How often every contender gets a fresh process. */
	public int rounds() {
		return number("rounds", 3);
	}

	/** How many text deltas one stream has, if it is alone. */
	public int deltas() {
		return number("deltas", 1000);
	}

	/** How much CPU one window of single streams should take, in milliseconds. */
	public int windowMillis() {
		return number("window-millis", 2000);
	}

	/**
	 * After so many windows of single streams a client that has not settled is measured
	 * as it is.
	 */
	public int maxWindows() {
		return number("max-windows", 60);
	}

	/** How many streams a storm has. */
	public int streams() {
		return number("streams", 1000);
	}

	/** One stream of a storm. */
	public Workload storm() {
		return Workload.paced(number("stream-deltas", 100), number("stream-interval-millis", 20));
	}

	/** After so many storms a client that has not settled is measured as it is. */
	public int maxStorms() {
		return number("max-storms", 60);
	}

	/** How many streams at once, in a process each. */
	public List<Integer> loads() {
		return list("loads", "500,1000,2000,5000").stream().map(Integer::valueOf).toList();
	}

	/** One stream of a load. */
	public Workload load() {
		return Workload.paced(number("load-deltas", 50), number("load-interval-millis", 200));
	}

	/** Over how many milliseconds the streams of a load begin. */
	public int rampMillis() {
		return number("ramp-millis", 2000);
	}

	/** How far three windows in a row may differ, as a part of the smallest. */
	public double tolerance() {
		return number("tolerance-percent", 3) / 100.0;
	}

	/** Flags of every client's JVM. */
	public List<String> jvmFlags() {
		return List.of(this.properties
			.getProperty(PREFIX + "jvm", "-Xms1g -Xmx1g -XX:+UseG1GC -Dreactor.netty.ioWorkerCount=3")
			.trim()
			.split(" +"));
	}

	/** Flags of the JVM of a client under load. */
	public List<String> loadJvmFlags() {
		return List.of(this.properties.getProperty(PREFIX + "load-jvm", "-Xmx512m -XX:+UseG1GC").trim().split(" +"));
	}

	/** The options that were given, as flags for another process. */
	public List<String> asFlags() {
		return this.properties.stringPropertyNames()
			.stream()
			.filter(name -> name.startsWith(PREFIX))
			.sorted()
			.map(name -> "-D" + name + "=" + this.properties.getProperty(name))
			.toList();
	}

	private List<String> list(String name, String otherwise) {
		return List.of(this.properties.getProperty(PREFIX + name, otherwise).trim().split(" *, *"));
	}

	private int number(String name, int otherwise) {
		return Integer.parseInt(this.properties.getProperty(PREFIX + name, Integer.toString(otherwise)));
	}

}
