/**
 * Every failure has a type, says what to change and keeps what had arrived.
 */
@NullMarked
package io.llmprovider.error;

import org.jspecify.annotations.NullMarked;
