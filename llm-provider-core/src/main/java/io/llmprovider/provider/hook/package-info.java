/**
 * The application's own look at each request before it is sent and at each answer after
 * it has ended.
 */
@NullMarked
package io.llmprovider.provider.hook;

import org.jspecify.annotations.NullMarked;
