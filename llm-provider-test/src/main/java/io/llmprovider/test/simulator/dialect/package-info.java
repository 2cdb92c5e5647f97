/**
 * What dialects share: the members of a request as they are checked, and what the steps
 * of an answer come to.
 */
@NullMarked
package io.llmprovider.test.simulator.dialect;

import org.jspecify.annotations.NullMarked;
