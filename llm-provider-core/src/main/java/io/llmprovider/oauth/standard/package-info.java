/**
 * The ways of signing in that the standards describe, on Spring Security's OAuth 2
 * client. Only {@link io.llmprovider.oauth.standard.OAuthLibrary} may be touched where
 * that library is missing.
 */
@NullMarked
package io.llmprovider.oauth.standard;

import org.jspecify.annotations.NullMarked;
