@NullMarked
package io.llmprovider.test.simulator.google;

import org.jspecify.annotations.NullMarked;
