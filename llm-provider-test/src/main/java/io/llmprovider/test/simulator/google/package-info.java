/**
 * Google's {@code generateContent}, as the Gemini API, Vertex AI and Code Assist serve
 * it.
 */
@NullMarked
package io.llmprovider.test.simulator.google;

import org.jspecify.annotations.NullMarked;
