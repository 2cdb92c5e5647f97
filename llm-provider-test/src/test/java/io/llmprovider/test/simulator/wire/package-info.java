@NullMarked
package io.llmprovider.test.simulator.wire;

import org.jspecify.annotations.NullMarked;
