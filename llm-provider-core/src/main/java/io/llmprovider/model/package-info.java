/**
 * Which model, what it can do, what it used and what that cost.
 */
@NullMarked
package io.llmprovider.model;

import org.jspecify.annotations.NullMarked;
