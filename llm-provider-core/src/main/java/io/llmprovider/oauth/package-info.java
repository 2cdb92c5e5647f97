/**
 * Signing in: logins that give credentials which end, where credentials are kept, and how
 * they are refreshed before anybody waits for it.
 */
@NullMarked
package io.llmprovider.oauth;

import org.jspecify.annotations.NullMarked;
