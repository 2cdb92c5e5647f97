/**
 * Tests of the simulator.
 */
@NullMarked
package io.llmprovider.test.simulator;

import org.jspecify.annotations.NullMarked;
