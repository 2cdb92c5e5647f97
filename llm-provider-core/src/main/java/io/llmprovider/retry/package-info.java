/**
 * Spring Retry's policies, and the bridge that follows them without blocking a thread.
 */
@NullMarked
package io.llmprovider.retry;

import org.jspecify.annotations.NullMarked;
