package io.llmprovider.test.spring;

import java.util.Objects;

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

	private static final String OF_CLASS = FixtureUse.class.getName() + ".class";

	private static final String OF_METHOD = FixtureUse.class.getName() + ".method";

	private static final String TRAFFIC = RecordedTraffic.class.getName();

	/**
	 * After the listeners of Spring that inject beans and reset mocks.
	 */
	@Override
	public int getOrder() {
		return 10_000;
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
		LlmReplay own = Replays.ofMethod(test.getTestMethod());
		if (own != null) {
			return test.computeAttribute(OF_METHOD, (name) -> new FixtureUse(own));
		}
		LlmReplay shared = Replays.ofClass(test.getTestClass());
		return (shared != null) ? test.computeAttribute(OF_CLASS, (name) -> new FixtureUse(shared)) : null;
	}

	@Override
	public void afterTestMethod(TestContext test) {
		if (test.getAttribute(TRAFFIC) instanceof RecordedTraffic traffic) {
			test.removeAttribute(TRAFFIC);
			test.getApplicationContext().getBean(ReplaySwitch.class).use(null);
			try {
				Objects.requireNonNull(use(test)).end(traffic, test.getTestException() == null);
			}
			finally {
				if (test.removeAttribute(OF_METHOD) instanceof FixtureUse ofMethod) {
					ofMethod.close();
				}
			}
		}
	}

	@Override
	public void afterTestClass(TestContext test) {
		if (test.removeAttribute(OF_CLASS) instanceof FixtureUse ofClass) {
			ofClass.close();
		}
	}

}
