/**
 * OpenAI's Responses: items instead of messages, typed events instead of chunks.
 */
@NullMarked
package io.llmprovider.protocol.openai.responses;

import org.jspecify.annotations.NullMarked;
