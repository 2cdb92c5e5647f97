/**
 * A sample: signing in with a device code.
 */
@NullMarked
package io.llmprovider.samples.signin;

import org.jspecify.annotations.NullMarked;
