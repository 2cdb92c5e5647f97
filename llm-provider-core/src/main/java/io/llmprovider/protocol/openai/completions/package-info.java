/**
 * Chat Completions as OpenAI has them, and their many dialects.
 */
@NullMarked
package io.llmprovider.protocol.openai.completions;

import org.jspecify.annotations.NullMarked;
