/**
 * JMH: decoding one chunk, without any I/O.
 */
@NullMarked
package io.llmprovider.benchmarks.decoder;

import org.jspecify.annotations.NullMarked;
