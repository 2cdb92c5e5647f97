/**
 * The private JSON mapper: an application's own Jackson settings never reach the wire.
 */
@NullMarked
package io.llmprovider.json;

import org.jspecify.annotations.NullMarked;
