package io.llmprovider.test.spring;

import java.lang.reflect.Method;
import java.util.Arrays;

import io.llmprovider.test.replay.FixtureUse;
import io.llmprovider.test.replay.LlmReplay;
import org.jspecify.annotations.Nullable;

import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the fixtures of test classes.
 */
final class Replays {

	private Replays() {
	}

	/** Whether any test of a class replays. */
	static boolean of(Class<?> testClass) {
		return ofClass(testClass) != null || Arrays.stream(ReflectionUtils.getAllDeclaredMethods(testClass))
			.anyMatch((method) -> FixtureUse.find(method) != null);
	}

	static @Nullable LlmReplay ofClass(Class<?> testClass) {
		return TestContextAnnotationUtils.findMergedAnnotation(testClass, LlmReplay.class);
	}

	static @Nullable LlmReplay ofMethod(Method method) {
		return FixtureUse.find(method);
	}

}
