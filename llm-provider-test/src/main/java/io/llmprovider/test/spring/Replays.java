package io.llmprovider.test.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.llmprovider.test.replay.FixtureUse;
import io.llmprovider.test.replay.LlmReplay;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
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

	/** A nested class and those around it, up to the one that has the annotation. */
	static List<Class<?>> upToAnnotated(Class<?> testClass) {
		List<Class<?>> classes = new ArrayList<>();
		for (Class<?> at = testClass; at != null; at = at.getEnclosingClass()) {
			classes.add(at);
			if (AnnotatedElementUtils.hasAnnotation(at, LlmReplay.class)) {
				break;
			}
		}
		return classes;
	}

	static @Nullable LlmReplay ofMethod(Method method) {
		return FixtureUse.find(method);
	}

}
