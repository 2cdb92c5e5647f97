/**
 * Anthropic's Messages API as its server speaks it.
 */
@NullMarked
package io.llmprovider.test.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
