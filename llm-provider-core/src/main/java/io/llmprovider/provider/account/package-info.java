/**
 * What calls cost: the running account, and budgets that end it.
 */
@NullMarked
package io.llmprovider.provider.account;

import org.jspecify.annotations.NullMarked;
