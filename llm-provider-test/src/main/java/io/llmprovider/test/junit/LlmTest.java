package io.llmprovider.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of code that calls language models, without a Spring context. Each test method
 * may ask for parameters:
 * <ul>
 * <li>{@link io.llmprovider.test.simulator.LlmSimulator}: a simulator of its own</li>
 * <li>{@link io.llmprovider.provider.ProviderRegistry}: a registry whose providers, all
 * known ones among them, are at that simulator; or at the fixture, if the test has
 * {@link io.llmprovider.test.replay.LlmReplay}</li>
 * <li>{@link io.llmprovider.test.replay.RecordedTraffic}: the fixture</li>
 * </ul>
 *
 * To configure any of them, register a {@link LlmSimulatorExtension} instead.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(LlmSimulatorExtension.class)
public @interface LlmTest {

}
