/**
 * What one says to a model and what one hears: the vocabulary that all providers share.
 */
@NullMarked
package io.llmprovider.chat;

import org.jspecify.annotations.NullMarked;
