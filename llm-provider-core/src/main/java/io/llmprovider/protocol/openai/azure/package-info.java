/**
 * OpenAI's APIs as Microsoft serves them: other addresses and keys, the same codecs.
 */
@NullMarked
package io.llmprovider.protocol.openai.azure;

import org.jspecify.annotations.NullMarked;
