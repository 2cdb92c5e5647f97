/**
 * Tokens of Microsoft Entra ID, fetched by {@code com.azure:azure-identity}. Nothing
 * outside of this package needs that library.
 */
@NullMarked
package io.llmprovider.auth.entra;

import org.jspecify.annotations.NullMarked;
