/**
 * What all of the test kit shares.
 */
@NullMarked
package io.llmprovider.test;

import org.jspecify.annotations.NullMarked;
