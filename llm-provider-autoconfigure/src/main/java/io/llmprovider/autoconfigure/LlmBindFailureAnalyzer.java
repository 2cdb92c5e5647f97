package io.llmprovider.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/**
 * Says what kind of value a setting below {@code llm} takes, with an example. It comes
 * before Spring Boot's analyzer, which does not know what the setting means.
 */
@Order(0)
class LlmBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationProperty property = cause.getProperty();
		if (!SettingTree.ROOT.isAncestorOf(cause.getName()) || property == null
				|| !property.getName().equals(cause.getName())) {
			// What the binder came upon last may be of elsewhere, and be right.
			return null;
		}
		Class<?> type = cause.getTarget().getType().resolve(Object.class);
		String place = (property.getOrigin() != null) ? " [" + property.getOrigin() + "]" : "";
		return new FailureAnalysis(property.getName() + " cannot be '" + property.getValue() + "'" + place,
				"Set " + property.getName() + " to " + example(type) + ".", cause);
	}

	private static String example(Class<?> type) {
		if (type == Duration.class) {
			return "a duration, such as 500ms, 30s or 10m";
		}
		if (type == DataSize.class) {
			return "a size, such as 512KB or 16MB";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "true or false";
		}
		if (type == Integer.class || type == Long.class) {
			return "a whole number";
		}
		if (Number.class.isAssignableFrom(type)) {
			return "a number";
		}
		if (type.isEnum()) {
			return "one of " + Arrays.stream(type.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.toList();
		}
		if (type.isRecord()) {
			return "settings of its own, which are " + SettingTree.members(type);
		}
		return "a value of the type " + type.getSimpleName();
	}

}
