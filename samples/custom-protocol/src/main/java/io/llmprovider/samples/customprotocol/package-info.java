/**
 * The sample of an API of one's own.
 */
@NullMarked
package io.llmprovider.samples.customprotocol;

import org.jspecify.annotations.NullMarked;
