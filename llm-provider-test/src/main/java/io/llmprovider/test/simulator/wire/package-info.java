/**
 * JSON, tokens and issued values, as the simulator has them. These know nothing of
 * protocols.
 */
@NullMarked
package io.llmprovider.test.simulator.wire;

import org.jspecify.annotations.NullMarked;
