/**
 * The library against the simulator, which refuses what the real providers refuse.
 */
@NullMarked
package io.llmprovider.simulated;

import org.jspecify.annotations.NullMarked;
