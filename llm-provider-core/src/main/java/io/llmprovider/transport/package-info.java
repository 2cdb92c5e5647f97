/**
 * One HTTP exchange through WebClient: connections, time limits, failures. Nothing here
 * knows JSON.
 */
@NullMarked
package io.llmprovider.transport;

import org.jspecify.annotations.NullMarked;
