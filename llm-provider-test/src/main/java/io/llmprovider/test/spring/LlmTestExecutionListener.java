package io.llmprovider.test.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.test.replay.FixtureUse;
import io.llmprovider.test.replay.LlmReplay;
import io.llmprovider.test.replay.RecordedTraffic;
import io.llmprovider.test.replay.ReplaySwitch;
import io.llmprovider.test.simulator.LlmSimulator;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Gives each test a simulator without memory, or its fixture.
 */
class LlmTestExecutionListener implements TestExecutionListener, Ordered {

	private static final String TRAFFIC = RecordedTraffic.class.getName();

	/** By the classes under way, the fixtures that end with each. */
	private static final Map<Class<?>, Map<AnnotatedElement, FixtureUse>> USES = new ConcurrentHashMap<>();

	/**
	 * After the listeners of Spring that inject beans and reset mocks.
	 */
	@Override
	public int getOrder() {
		return 10_000;
	}

	@Override
	public void beforeTestClass(TestContext test) {
		uses(test.getTestClass());
	}

	@Override
	public void beforeTestMethod(TestContext test) {
		if (TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), AutoConfigureLlmSimulator.class)) {
			test.getApplicationContext().getBean(LlmSimulator.class).reset();
		}
		FixtureUse use = use(test);
		if (use != null) {
			RecordedTraffic traffic = use.open();
			test.setAttribute(TRAFFIC, traffic);
			test.getApplicationContext().getBean(ReplaySwitch.class).use(traffic);
		}
	}

	private static @Nullable FixtureUse use(TestContext test) {
		Method method = test.getTestMethod();
		LlmReplay own = Replays.ofMethod(method);
		if (own != null) {
			return uses(test.getTestClass()).computeIfAbsent(method, (key) -> new FixtureUse(own));
		}
		LlmReplay shared = Replays.ofClass(test.getTestClass());
		if (shared == null) {
			return null;
		}
		Class<?> whole = test.getTestClass();
		for (Class<?> around : Replays.upToAnnotated(whole)) {
			whole = USES.containsKey(around) ? around : whole;
		}
		return uses(whole).computeIfAbsent(whole, (key) -> new FixtureUse(shared));
	}

	private static Map<AnnotatedElement, FixtureUse> uses(Class<?> testClass) {
		return USES.computeIfAbsent(testClass, (key) -> new ConcurrentHashMap<>());
	}

	@Override
	public void afterTestMethod(TestContext test) {
		if (test.getAttribute(TRAFFIC) instanceof RecordedTraffic traffic) {
			test.removeAttribute(TRAFFIC);
			test.getApplicationContext().getBean(ReplaySwitch.class).use(null);
			Objects.requireNonNull(use(test)).end(traffic, test.getTestException() == null);
		}
	}

	/**
	 * Not before: a method may be run with many arguments, and a class with those nested
	 * in it, each of which has a listener of its own.
	 */
	@Override
	public void afterTestClass(TestContext test) {
		Map<AnnotatedElement, FixtureUse> over = USES.remove(test.getTestClass());
		if (over != null) {
			over.values().forEach(FixtureUse::close);
		}
	}

}
