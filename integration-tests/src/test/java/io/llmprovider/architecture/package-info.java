/**
 * The order of the rooms of core, as rules that the build checks.
 */
@NullMarked
package io.llmprovider.architecture;

import org.jspecify.annotations.NullMarked;
