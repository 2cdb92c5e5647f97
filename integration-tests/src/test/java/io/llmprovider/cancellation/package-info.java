/**
 * Cancelling a call closes its connection.
 */
@NullMarked
package io.llmprovider.cancellation;

import org.jspecify.annotations.NullMarked;
