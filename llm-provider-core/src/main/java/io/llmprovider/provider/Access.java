package io.llmprovider.provider;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.oauth.ProviderSignIn;
import org.jspecify.annotations.Nullable;

/**
 * With what a provider is asked.
 *
 * @param keys where its key comes from
 * @param authorizer puts the key, or what stands for it, on a request
 * @param signIn how one signs in, or null where nobody does
 */
record Access(KeySource keys, Authorizer authorizer, @Nullable ProviderSignIn signIn) {
}
