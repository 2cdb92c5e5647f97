package io.llmprovider.test.contract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Says in a line which test was left out and why, because many build tools show only how
 * many were.
 */
final class LeftOut implements TestWatcher {

	@Override
	public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
		if (cause instanceof Told) {
			return;
		}
		String reason = (cause != null) ? String.valueOf(cause.getMessage()) : "aborted";
		line(context.getParent().map(ExtensionContext::getDisplayName).orElse("") + " " + context.getDisplayName() + " "
				+ reason);
	}

	static void line(String words) {
		System.out.println("Left out: " + words);
	}

	/**
	 * A reason that concerns all tests, and was told once.
	 */
	static final class Told extends TestAbortedException {

		private static final long serialVersionUID = 1L;

		Told(TestAbortedException reason) {
			super(reason.getMessage(), reason);
		}

	}

}
