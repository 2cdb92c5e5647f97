package io.llmprovider.provider;

import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.transport.HttpTransport;

/**
 * Counts the calls of a provider, so that what it holds goes when it has been retired and
 * its last call has ended, and never while a call is beginning.
 */
final class CallCount {

	private static final int DISPOSING = -1;

	private final AtomicInteger calls = new AtomicInteger();

	private final HttpTransport transport;

	private volatile boolean retired;

	CallCount(HttpTransport transport) {
		this.transport = transport;
	}

	void begin() {
		while (true) {
			int now = this.calls.get();
			if (now != DISPOSING && this.calls.compareAndSet(now, now + 1)) {
				return;
			}
			Thread.onSpinWait();
		}
	}

	void end() {
		this.calls.decrementAndGet();
		disposeIfUnused();
	}

	void retire() {
		this.retired = true;
		disposeIfUnused();
	}

	/**
	 * A call that found its provider before it was retired may begin after that: it makes
	 * new connections, which go with its end.
	 */
	private void disposeIfUnused() {
		if (this.retired && this.calls.compareAndSet(0, DISPOSING)) {
			try {
				this.transport.dispose();
			}
			finally {
				this.calls.set(0);
			}
		}
	}

}
