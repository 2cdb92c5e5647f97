/**
 * The Responses dialect behind ChatGPT plans. It is no public API: the user brings a
 * token and an account of their own, and nothing here signs in, or says that it is a
 * client of the vendor's.
 */
@NullMarked
package io.llmprovider.protocol.openai.codex;

import org.jspecify.annotations.NullMarked;
