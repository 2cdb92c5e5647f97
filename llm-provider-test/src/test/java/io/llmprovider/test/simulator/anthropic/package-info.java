@NullMarked
package io.llmprovider.test.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
