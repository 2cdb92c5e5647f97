/**
 * Google's Gemini API, {@code generateContent}, and the endpoints that speak it.
 */
@NullMarked
package io.llmprovider.protocol.google;

import org.jspecify.annotations.NullMarked;
