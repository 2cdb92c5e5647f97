package io.llmprovider.test.replay;

import java.util.List;

/**
 * A request was sent that the fixture does not hold.
 */
public final class ReplayMismatchError extends AssertionError {

	private static final long serialVersionUID = 1L;

	ReplayMismatchError(List<String> mismatches) {
		super(String.join(System.lineSeparator(), mismatches));
	}

}
