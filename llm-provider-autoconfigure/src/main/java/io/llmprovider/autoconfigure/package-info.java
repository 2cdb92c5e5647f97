/**
 * Spring Boot's view of the library: settings under {@code llm.*}, and the registry,
 * providers and clients that are made of them.
 */
@NullMarked
package io.llmprovider.autoconfigure;

import org.jspecify.annotations.NullMarked;
