/**
 * What the documents show is compiled and run.
 */
@NullMarked
package io.llmprovider.docs;

import org.jspecify.annotations.NullMarked;
