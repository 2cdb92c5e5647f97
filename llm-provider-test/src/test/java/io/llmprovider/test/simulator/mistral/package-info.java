@NullMarked
package io.llmprovider.test.simulator.mistral;

import org.jspecify.annotations.NullMarked;
