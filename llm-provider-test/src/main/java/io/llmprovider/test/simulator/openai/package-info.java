/**
 * OpenAI's chat completions as its server speaks them.
 */
@NullMarked
package io.llmprovider.test.simulator.openai;

import org.jspecify.annotations.NullMarked;
