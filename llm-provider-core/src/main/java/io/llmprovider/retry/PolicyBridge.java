package io.llmprovider.retry;

import org.jspecify.annotations.Nullable;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.policy.CompositeRetryPolicy;
import org.springframework.retry.policy.MaxAttemptsRetryPolicy;

/**
 * A user's retry policy, or none; with the number of attempts it allows.
 */
final class PolicyBridge {

	/** By this attribute a policy asks Spring Retry to share its context among calls. */
	private static final String SHARED_STATE = "state.global";

	private final @Nullable RetryPolicy policy;

	private PolicyBridge(@Nullable RetryPolicy policy) {
		this.policy = policy;
	}

	static PolicyBridge none() {
		return new PolicyBridge(null);
	}

	static PolicyBridge of(RetryPolicy policy, String beanName) {
		RetryContext one = open(policy, beanName);
		RetryContext other = open(policy, beanName);
		if (one == other) {
			throw refused(policy, beanName, "it has one context for all calls");
		}
		boolean shared = one.hasAttribute(SHARED_STATE);
		policy.close(one);
		policy.close(other);
		if (shared) {
			throw refused(policy, beanName, "it keeps its state across calls, like a circuit breaker");
		}
		return new PolicyBridge(policy);
	}

	/**
	 * The policy of one call.
	 */
	RetryPolicy forCall(int maxAttempts) {
		return (this.policy != null) ? this.policy : new MaxAttemptsRetryPolicy(maxAttempts);
	}

	/**
	 * The most exchanges of one call: what was set, or what the policy says of itself, or
	 * the default. Not the smallest of the three, since a default must not cut a policy
	 * of the user's short.
	 */
	int maxAttempts(RetrySettings settings) {
		int own = (this.policy != null) ? this.policy.getMaxAttempts() : RetryPolicy.NO_MAXIMUM_ATTEMPTS_SET;
		boolean limited = own != RetryPolicy.NO_MAXIMUM_ATTEMPTS_SET;
		Integer set = settings.maxAttempts();
		if (set == null) {
			return limited ? own : RetrySettings.set(RetrySettings.DEFAULTS.maxAttempts());
		}
		// A composite says the smallest maximum of its parts even if one part is enough.
		return (limited && !(this.policy instanceof CompositeRetryPolicy)) ? Math.min(own, set) : set;
	}

	private static RetryContext open(RetryPolicy policy, String beanName) {
		RetryContext context;
		try {
			context = policy.open(null);
		}
		catch (RuntimeException ex) {
			throw refused(policy, beanName, "it fails to open a context (" + ex + ")");
		}
		if (context == null) {
			throw refused(policy, beanName, "it opens no context");
		}
		return context;
	}

	private static RuntimeException refused(RetryPolicy policy, String beanName, String reason) {
		return Failures.refused("retry policy", beanName, policy, reason,
				"Use a policy that opens a context of its own for each call; for a circuit breaker, put one around the"
						+ " client.");
	}

}
