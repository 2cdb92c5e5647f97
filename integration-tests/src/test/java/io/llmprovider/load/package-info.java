/**
 * Much at once: storms of faults, and servers faster than their callers.
 */
@NullMarked
package io.llmprovider.load;

import org.jspecify.annotations.NullMarked;
