package io.llmprovider.retry;

import java.time.Duration;

public final class Deadline {

	public Duration remaining() {
		return Duration.ZERO;
	}

	public static Deadline after(Duration d) {
		return new Deadline();
	}

}
