/**
 * The contract of providers, kept by the library's own.
 */
@NullMarked
package io.llmprovider.contract;

import org.jspecify.annotations.NullMarked;
