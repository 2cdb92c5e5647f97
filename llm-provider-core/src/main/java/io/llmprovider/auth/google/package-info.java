/**
 * Access tokens of Google's application default credentials, fetched by
 * {@code com.google.auth:google-auth-library-oauth2-http}. Nothing outside of this
 * package needs that library.
 */
@NullMarked
package io.llmprovider.auth.google;

import org.jspecify.annotations.NullMarked;
