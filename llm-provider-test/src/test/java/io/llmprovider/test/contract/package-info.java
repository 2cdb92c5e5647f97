/**
 * Tests of the contract.
 */
@NullMarked
package io.llmprovider.test.contract;

import org.jspecify.annotations.NullMarked;
