/**
 * The snippets of {@code docs/testing.md} as tests that are run. The page's own test
 * compares them.
 */
@NullMarked
package io.llmprovider.docs.testing;

import org.jspecify.annotations.NullMarked;
