/**
 * What happens when a provider fails for good: another model answers, where that was
 * asked for, and a provider that keeps failing is left alone for a while.
 */
@NullMarked
package io.llmprovider.provider.failover;

import org.jspecify.annotations.NullMarked;
