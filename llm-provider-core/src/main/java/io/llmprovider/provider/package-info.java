/**
 * What an application uses: the registry, named providers, modes, and clients bound to a
 * model.
 */
@NullMarked
package io.llmprovider.provider;

import org.jspecify.annotations.NullMarked;
