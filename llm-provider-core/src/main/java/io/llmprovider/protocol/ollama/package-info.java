/**
 * Ollama's own API, {@code /api/chat}: JSON lines instead of events, and the options of
 * the engine, such as the size of its context, which the server's OpenAI-compatible
 * address does not know.
 */
@NullMarked
package io.llmprovider.protocol.ollama;

import org.jspecify.annotations.NullMarked;
