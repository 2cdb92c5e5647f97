package io.llmprovider.test.replay;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Answers the calls of a test from a fixture, offline and without keys. On a class it
 * holds for all of its tests, those of nested classes among them, each of which begins
 * the fixture anew; on a method it holds for that one, with each of its arguments.
 * <p>
 * With {@code -Dllm.record=true} the real providers are asked and the fixture is written
 * again, once the tests that it holds for have passed: run all tests of a class whose
 * annotation stands on the class.
 * <p>
 * It works with {@code @LlmTest}, where the injected registry is the one that replays,
 * and with {@code @SpringBootTest}, where it is the application's own. There, the tests
 * of one context must not run at the same time.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface LlmReplay {

	/**
	 * The fixture's file.
	 * @return a path below {@code src/test/resources}, or below the folder that the
	 * system property {@code llm.fixtures} names
	 */
	String value();

	/**
	 * Places in requests that are not compared, as in {@link RecordingRules#ignoring}.
	 * @return for example {@code $.metadata.user_id}
	 */
	String[] ignore() default {};

	/**
	 * Whether delays are recorded and replayed.
	 * @return true to keep the pace
	 */
	boolean delays() default false;

}
