/**
 * The quickstart sample.
 */
@NullMarked
package io.llmprovider.samples.quickstart;

import org.jspecify.annotations.NullMarked;
