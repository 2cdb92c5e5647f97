package io.llmprovider.contract;

import io.llmprovider.test.contract.LiveProviderContract;

/**
 * The contract with the real servers of the providers that {@code -Dllm.live} names.
 */
class LiveContractIT extends LiveProviderContract {

}
