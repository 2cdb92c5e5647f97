package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * The time limits that a mode may set for its calls. The time to connect is not among
 * them: connections belong to a provider, not to a mode.
 *
 * @param firstByte Time from sending the request until the first byte of the answer.
 * @param idle Silence between two reads of the answer; comments and pings count as bytes.
 * @param total Time of the whole call, all attempts and waits included.
 */
@ConfigurationPropertiesSource
record CallTimeoutsProperties(@Nullable Duration firstByte, @Nullable Duration idle, @Nullable Duration total) {

	TimeoutSettings toSettings(PropertyPath path) {
		return new TimeoutSettings(null, path.positive("first-byte", this.firstByte), path.positive("idle", this.idle),
				path.positive("total", this.total));
	}

}
