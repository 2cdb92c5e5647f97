/**
 * Recorded answers of real providers, replayed in every way in which a network may
 * deliver them, and mutilated at random.
 */
@NullMarked
package io.llmprovider.conformance;

import org.jspecify.annotations.NullMarked;
