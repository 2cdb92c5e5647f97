/**
 * What each mistake and failure looks like to a user.
 */
@NullMarked
package io.llmprovider.errors;

import org.jspecify.annotations.NullMarked;
