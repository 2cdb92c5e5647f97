package io.llmprovider.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Repeats the same work until three windows in a row agree in their CPU time, and the
 * compiler is at rest in them; those three are the measurement. Without the second, three
 * windows that are slow alike, because the compiler has yet to come to what matters,
 * would count. When there are too many windows, the last three are, and the result says
 * by how much they differ.
 */
final class Settling {

	static final int AGREEING = 3;

	/** How much of the CPU time the compiler may take in a window that counts. */
	private static final double COMPILER_AT_REST = 0.05;

	private final double tolerance;

	private final int maxWindows;

	private final List<Window> windows = new ArrayList<>();

	Settling(double tolerance, int maxWindows) {
		this.tolerance = tolerance;
		this.maxWindows = maxWindows;
	}

	void add(Window window) {
		this.windows.add(window);
	}

	boolean done() {
		return settled() || this.windows.size() >= Math.max(AGREEING, this.maxWindows);
	}

	boolean settled() {
		return this.windows.size() >= AGREEING && spread() <= this.tolerance
				&& last().stream().allMatch(window -> window.compilerShare() <= COMPILER_AT_REST);
	}

	/** How much more CPU the most expensive of the last three took than the cheapest. */
	double spread() {
		double most = last().stream().mapToDouble(Window::cpuMicrosPerDelta).max().orElse(Double.NaN);
		double least = last().stream().mapToDouble(Window::cpuMicrosPerDelta).min().orElse(Double.NaN);
		return most / least - 1;
	}

	int count() {
		return this.windows.size();
	}

	Window measured() {
		return Window.sum(last());
	}

	private List<Window> last() {
		return this.windows.subList(Math.max(0, this.windows.size() - AGREEING), this.windows.size());
	}

}
