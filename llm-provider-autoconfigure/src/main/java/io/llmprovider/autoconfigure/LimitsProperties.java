package io.llmprovider.autoconfigure;

import io.llmprovider.protocol.Limits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what is read of one answer.
 *
 * @param maxEventBytes Size of the largest event of a stream. 16MB if nobody says
 * otherwise.
 * @param maxToolArgumentChars Length of the longest arguments of one tool call, in
 * characters. 8388608 if nobody says otherwise.
 * @param maxResponseBytes Size of the largest answer as a whole. 256MB if nobody says
 * otherwise.
 */
@ConfigurationPropertiesSource
record LimitsProperties(@Nullable DataSize maxEventBytes, @Nullable Integer maxToolArgumentChars,
		@Nullable DataSize maxResponseBytes) {

	/**
	 * Complete limits: what is not set here is taken from the other ones.
	 */
	Limits toSettings(PropertyPath path, Limits other) {
		Integer characters = path.positive("max-tool-argument-chars", this.maxToolArgumentChars);
		return new Limits((this.maxEventBytes != null) ? eventBytes(path, this.maxEventBytes) : other.maxEventBytes(),
				(characters != null) ? characters : other.maxToolArgumentChars(), (this.maxResponseBytes != null)
						? bytes(path.child("max-response-bytes"), this.maxResponseBytes) : other.maxResponseBytes());
	}

	private static int eventBytes(PropertyPath path, DataSize size) {
		long bytes = bytes(path.child("max-event-bytes"), size);
		if (bytes > Integer.MAX_VALUE) {
			throw PropertyPath.wrong(path.child("max-event-bytes") + " must be below 2GB, not " + size,
					"Correct " + path.child("max-event-bytes") + ".");
		}
		return (int) bytes;
	}

	private static long bytes(PropertyPath path, DataSize size) {
		if (size.toBytes() <= 0) {
			throw path.notPositive(size);
		}
		return size.toBytes();
	}

}
