/**
 * The forty requirements, each with the tests that show it.
 */
@NullMarked
package io.llmprovider.requirements;

import org.jspecify.annotations.NullMarked;
