package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * The four time limits of a call.
 *
 * @param connect Time until the connection stands, TLS included. Ten seconds if nobody
 * says otherwise.
 * @param firstByte Time from sending the request until the first byte of the answer. Ten
 * minutes if nobody says otherwise, as a local model may have to be loaded first; thirty
 * with thinking level high and above.
 * @param idle Silence between two reads of the answer; comments and pings count as bytes.
 * Five minutes if nobody says otherwise; fifteen with thinking level high and above.
 * @param total Time of the whole call, all attempts and waits included. Sixty minutes if
 * nobody says otherwise.
 */
@ConfigurationPropertiesSource
record TimeoutsProperties(@Nullable Duration connect, @Nullable Duration firstByte, @Nullable Duration idle,
		@Nullable Duration total) {

	TimeoutSettings toSettings(PropertyPath path) {
		return new TimeoutSettings(path.positive("connect", this.connect), path.positive("first-byte", this.firstByte),
				path.positive("idle", this.idle), path.positive("total", this.total));
	}

}
