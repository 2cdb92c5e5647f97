@NullMarked
package io.llmprovider.test.simulator.ollama;

import org.jspecify.annotations.NullMarked;
