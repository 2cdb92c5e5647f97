/**
 * Where keys come from, and what puts them on a request.
 */
@NullMarked
package io.llmprovider.auth;

import org.jspecify.annotations.NullMarked;
