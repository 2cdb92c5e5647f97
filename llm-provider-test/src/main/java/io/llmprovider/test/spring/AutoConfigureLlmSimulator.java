package io.llmprovider.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends all calls of a {@code @SpringBootTest} to a simulator, whatever the addresses and
 * APIs in the application's configuration; keys need not be set, and no call of a
 * provider leaves this machine.
 * <p>
 * The context then has a bean of type {@link io.llmprovider.test.simulator.LlmSimulator},
 * to be injected into the test: it takes answers and keeps requests, and is reset before
 * each test. Each context has one of its own, so contexts may be cached and used at the
 * same time; the tests of one context must not run at the same time.
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigureLlmSimulator
 * class PlannerTests {
 *
 *     &#64;Autowired LlmSimulator simulator;
 *
 *     &#64;Autowired Planner planner;
 *
 *     &#64;Test
 *     void plans() {
 *         this.simulator.enqueue(Answer.text("First, look."));
 *         assertThat(this.planner.plan("Find it")).isEqualTo("First, look.");
 *     }
 *
 * }
 * </pre>
 *
 * Providers that the application makes itself, as {@code LlmProvider} beans or with a
 * {@code ProviderRegistry} bean of its own, are not changed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureLlmSimulator {

	/**
	 * The only models that there are; requests for others are then refused as unknown.
	 * @return ids of models; none for all
	 */
	String[] models() default {};

}
