package io.llmprovider.test.junit;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs sample classes as JUnit would, with system properties that hold meanwhile.
 *
 * @param summary how they ended
 */
public record Launched(TestExecutionSummary summary) {

	public static Launched run(Map<String, String> properties, Class<?>... classes) {
		properties.forEach(System::setProperty);
		try {
			SummaryGeneratingListener listener = new SummaryGeneratingListener();
			LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
				.selectors(List.of(classes).stream().map(DiscoverySelectors::selectClass).toList())
				.build();
			LauncherFactory.create().execute(request, listener);
			return new Launched(listener.getSummary());
		}
		finally {
			properties.keySet().forEach(System::clearProperty);
		}
	}

	public long passed() {
		return this.summary.getTestsSucceededCount();
	}

	public List<String> failures() {
		return this.summary.getFailures()
			.stream()
			.map((failure) -> Objects.requireNonNullElse(failure.getException().getMessage(), "")
					+ List.of(failure.getException().getSuppressed()))
			.toList();
	}

}
