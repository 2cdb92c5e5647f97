/**
 * What a hostile server, a careless log or a broken line must not be able to do.
 */
@NullMarked
package io.llmprovider.safety;

import org.jspecify.annotations.NullMarked;
