/**
 * The process that holds one client: it warms up, measures and prints one line.
 */
@NullMarked
package io.llmprovider.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
