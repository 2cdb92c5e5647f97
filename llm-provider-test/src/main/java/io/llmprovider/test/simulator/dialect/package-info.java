/**
 * What dialects share: the body of a request and its members as they are checked, what
 * the steps of an answer come to, and those that every stream writes alike.
 */
@NullMarked
package io.llmprovider.test.simulator.dialect;

import org.jspecify.annotations.NullMarked;
