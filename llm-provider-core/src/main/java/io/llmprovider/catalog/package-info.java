/**
 * What is known of models: built in, from files and addresses, and from providers
 * themselves.
 */
@NullMarked
package io.llmprovider.catalog;

import org.jspecify.annotations.NullMarked;
