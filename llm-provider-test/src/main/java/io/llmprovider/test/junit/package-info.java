/**
 * The test kit for JUnit Jupiter: simulators, registries and fixtures as parameters of
 * test methods.
 */
@NullMarked
package io.llmprovider.test.junit;

import org.jspecify.annotations.NullMarked;
