/**
 * Against a real inference engine. Start one with {@code llama-server.sh start}, which
 * prints the variables that these tests read.
 */
@NullMarked
package io.llmprovider.real;

import org.jspecify.annotations.NullMarked;
