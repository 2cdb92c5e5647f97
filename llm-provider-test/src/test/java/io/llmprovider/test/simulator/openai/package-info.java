@NullMarked
package io.llmprovider.test.simulator.openai;

import org.jspecify.annotations.NullMarked;
