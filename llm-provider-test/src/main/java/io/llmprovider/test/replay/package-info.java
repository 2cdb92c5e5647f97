/**
 * Record and replay: the traffic of any provider is recorded to a fixture without its
 * secrets, and answered from there offline, piece by piece as it came.
 */
@NullMarked
package io.llmprovider.test.replay;

import org.jspecify.annotations.NullMarked;
