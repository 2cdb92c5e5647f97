package io.llmprovider.retry;

import java.util.List;

import io.llmprovider.chat.ChatResponse;

/**
 * One attempt of one call. The flags may be read on another thread than the one they were
 * set on.
 */
final class CallAttempt implements Attempt {

	private final int number;

	private final int maxAttempts;

	private final boolean forceCredentialRefresh;

	private final List<ChatResponse> discarded;

	private volatile boolean begun;

	private volatile boolean credentialRefreshable;

	private volatile boolean otherWayKnown;

	CallAttempt(int number, int maxAttempts, boolean forceCredentialRefresh, List<ChatResponse> discarded) {
		this.number = number;
		this.maxAttempts = maxAttempts;
		this.forceCredentialRefresh = forceCredentialRefresh;
		this.discarded = discarded;
	}

	@Override
	public int number() {
		return this.number;
	}

	@Override
	public int maxAttempts() {
		return this.maxAttempts;
	}

	@Override
	public void begun() {
		// A provider may say it with every event; reading is cheaper than writing.
		if (!this.begun) {
			this.begun = true;
		}
	}

	@Override
	public boolean hasBegun() {
		return this.begun;
	}

	@Override
	public void credentialRefreshable() {
		this.credentialRefreshable = true;
	}

	boolean isCredentialRefreshable() {
		return this.credentialRefreshable;
	}

	@Override
	public void otherWayKnown() {
		this.otherWayKnown = true;
	}

	boolean isOtherWayKnown() {
		return this.otherWayKnown;
	}

	@Override
	public boolean forceCredentialRefresh() {
		return this.forceCredentialRefresh;
	}

	@Override
	public List<ChatResponse> discarded() {
		return this.discarded;
	}

}
