/**
 * Mistral's chat API: Chat Completions with content in parts, strict ids and a strict
 * order of messages.
 */
@NullMarked
package io.llmprovider.protocol.mistral;

import org.jspecify.annotations.NullMarked;
