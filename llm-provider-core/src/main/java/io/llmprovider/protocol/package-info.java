/**
 * What a wire protocol is: canonical call to HTTP request, bytes to frames, frames to
 * events. Nothing here does I/O.
 */
@NullMarked
package io.llmprovider.protocol;

import org.jspecify.annotations.NullMarked;
