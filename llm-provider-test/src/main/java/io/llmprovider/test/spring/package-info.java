/**
 * The test kit for {@code @SpringBootTest}: the application as it is configured, with all
 * of its providers at a simulator or at a fixture.
 */
@NullMarked
package io.llmprovider.test.spring;

import org.jspecify.annotations.NullMarked;
