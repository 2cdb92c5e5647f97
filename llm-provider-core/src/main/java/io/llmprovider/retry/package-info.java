/**
 * When a call is tried again: Spring Retry's policies, and one bridge from them to
 * Reactor that blocks no thread.
 */
@NullMarked
package io.llmprovider.retry;

import org.jspecify.annotations.NullMarked;
