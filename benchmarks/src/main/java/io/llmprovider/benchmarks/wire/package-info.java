/**
 * What goes over the wire: the script of an answer, and the server that plays it.
 */
@NullMarked
package io.llmprovider.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
