/**
 * Mistral's chat API as its server speaks it.
 */
@NullMarked
package io.llmprovider.test.simulator.mistral;

import org.jspecify.annotations.NullMarked;
