package io.llmprovider.retry;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;

/**
 * The listeners of a provider, in the order of Spring Retry's template: opened from the
 * first to the last, told of the rest from the last to the first. What one throws is
 * logged and changes nothing.
 */
final class RetryListeners {

	private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

	private final List<RetryListener> listeners;

	private final Label label;

	RetryListeners(String provider, List<RetryListener> listeners) {
		this.label = new Label(provider);
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * Opens them.
	 * @return the listener that does not want the call to be made, or null
	 */
	@Nullable RetryListener open(RetryContext context) {
		for (RetryListener listener : this.listeners) {
			if (!opened(listener, context)) {
				return listener;
			}
		}
		return null;
	}

	void failed(RetryContext context, Throwable failure) {
		backwards((listener) -> listener.onError(context, this.label, failure));
	}

	void succeeded(RetryContext context) {
		backwards((listener) -> listener.onSuccess(context, this.label, null));
	}

	void close(RetryContext context, @Nullable Throwable failure) {
		backwards((listener) -> listener.close(context, this.label, failure));
	}

	void waiting(RetryWait wait) {
		backwards((listener) -> {
			if (listener instanceof RetryWaitListener waits) {
				waits.onWait(wait);
			}
		});
	}

	private boolean opened(RetryListener listener, RetryContext context) {
		try {
			return listener.open(context, this.label);
		}
		catch (Throwable ex) {
			threw(listener, ex);
			return true;
		}
	}

	private void backwards(Consumer<RetryListener> call) {
		for (int i = this.listeners.size() - 1; i >= 0; i--) {
			RetryListener listener = this.listeners.get(i);
			try {
				call.accept(listener);
			}
			catch (Throwable ex) {
				threw(listener, ex);
			}
		}
	}

	private void threw(RetryListener listener, Throwable ex) {
		LOG.warn("{}: a retry listener failed, the call goes on: {}", this.label.provider,
				listener.getClass().getName(), ex);
	}

	/**
	 * Names the provider to listeners, such as those that measure.
	 */
	private record Label(String provider) implements RetryCallback<Object, RuntimeException> {

		@Override
		public Object doWithRetry(RetryContext context) {
			throw new IllegalStateException("A listener cannot make the call");
		}

		@Override
		public String getLabel() {
			return this.provider;
		}

	}

}
