/**
 * Anthropic's Messages API, and the hosts that are compatible with it.
 */
@NullMarked
package io.llmprovider.protocol.anthropic;

import org.jspecify.annotations.NullMarked;
