/**
 * Ollama's own chat API as its server speaks it.
 */
@NullMarked
package io.llmprovider.test.simulator.ollama;

import org.jspecify.annotations.NullMarked;
