package io.llmprovider.protocol;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.llmprovider.protocol.BodyCuts.assertFrames;
import static io.llmprovider.protocol.BodyCuts.utf8;

class SseOrJsonFrameReaderTests {

	@Test
	void eventsAreCutAsEvents() {
		assertAll("data: {\"a\":1}\r\n\r\ndata: {\"b\":\r\ndata: 2}\r\n\r\n", "null|{\"a\":1}", "null|{\"b\":\n2}");
	}

	@Test
	void anArrayIsCutIntoItsElements() {
		assertAll("\n[{\"a\":\"é]}\"}\r\n,\r\n{\"b\":[1]}]", "null|{\"a\":\"é]}\"}", "null|{\"b\":[1]}");
	}

	@Test
	void oneObjectIsOneFrame() {
		assertAll("{\"error\":{\n\"code\":503}}\n", "null|{\"error\":{\n\"code\":503}}");
	}

	@Test
	void plainJsonBehindEventsIsAFrameToo() {
		assertAll("data: {\"a\":1}\n\n{\n \"error\": {\n \"code\": 503\n }\n}\n", "null|{\"a\":1}",
				"null|{\n \"error\": {\n \"code\": 503\n }\n}");
		assertAll("data: {\"a\":1}\n[{\"error\":{}}]", "null|{\"a\":1}", "null|{\"error\":{}}");
	}

	@Test
	void whatIsCutInTheMiddleSaysSo() {
		assertAll("data: 1\n\n{\"error\":", "null|1", "!CUT");
		assertAll("", new String[0]);
	}

	private static void assertAll(String body, String... frames) {
		assertFrames(() -> new SseOrJsonFrameReader(1000), utf8(body), List.of(frames));
	}

}
