package io.llmprovider.samples.quickstart;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;

/**
 * The tool that the sample offers: the time in a place.
 */
class WorldClock {

	private final Clock clock = Clock.systemUTC();

	Tool tool() {
		return Tool.of("current_time", "The date and time in a time zone", """
				{"type": "object",
				 "properties": {"zone": {"type": "string", "enum": ["UTC", "Europe/Paris", "America/New_York"]}},
				 "required": ["zone"]}""");
	}

	String run(ToolCall call) {
		if (!call.hasValidArguments()) {
			return "The arguments are not JSON: " + call.arguments();
		}
		try {
			ZoneId zone = ZoneId.of(String.valueOf(call.argumentMap().get("zone")));
			return DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", java.util.Locale.ENGLISH)
				.format(ZonedDateTime.now(this.clock.withZone(zone))) + " in " + zone;
		}
		catch (DateTimeException ex) {
			return "There is no such zone: " + ex.getMessage();
		}
	}

}
