/**
 * Google Cloud's Vertex AI: Gemini and Claude under its addresses.
 */
@NullMarked
package io.llmprovider.protocol.vertex;

import org.jspecify.annotations.NullMarked;
