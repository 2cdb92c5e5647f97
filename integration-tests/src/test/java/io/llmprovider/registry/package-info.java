/**
 * A registry that changes while it is used.
 */
@NullMarked
package io.llmprovider.registry;

import org.jspecify.annotations.NullMarked;
