/**
 * The clients that are measured, one class each.
 */
@NullMarked
package io.llmprovider.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
