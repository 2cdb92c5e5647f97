/**
 * Conversations that move from one API to another.
 */
@NullMarked
package io.llmprovider.handover;

import org.jspecify.annotations.NullMarked;
