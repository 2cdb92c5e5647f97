/**
 * Signing in at a real Spring Authorization Server.
 */
@NullMarked
package io.llmprovider.signin;

import org.jspecify.annotations.NullMarked;
