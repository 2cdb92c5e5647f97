package io.llmprovider.autoconfigure;

import java.util.stream.Collectors;

import io.llmprovider.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says what is wrong with a configuration, what to change, and where it stands.
 */
class LlmConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

	private final SettingSources sources;

	LlmConfigurationFailureAnalyzer(@Nullable Environment environment) {
		this.sources = new SettingSources(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
		String message = cause.details().message();
		String action = cause.details().action();
		if (cause instanceof UnknownSettingException) {
			return new FailureAnalysis(message, action, cause);
		}
		String places = this.sources.mentionedIn(message + " " + action)
			.entrySet()
			.stream()
			.map((place) -> "    " + place.getKey() + ": " + place.getValue())
			.collect(Collectors.joining(System.lineSeparator()));
		String description = places.isEmpty() ? message : message + System.lineSeparator() + System.lineSeparator()
				+ "It stands here:" + System.lineSeparator() + places;
		return new FailureAnalysis(description, action, cause);
	}

}
