/**
 * What every provider has to keep, as tests: an author of a provider extends
 * {@link io.llmprovider.test.contract.LlmProviderContract} and gives it the provider.
 * Needs JUnit Jupiter and AssertJ, which are optional dependencies of this module.
 */
@NullMarked
package io.llmprovider.test.contract;

import org.jspecify.annotations.NullMarked;
