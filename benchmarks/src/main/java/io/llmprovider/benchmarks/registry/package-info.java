/**
 * JMH: looking a provider up in the registry.
 */
@NullMarked
package io.llmprovider.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
