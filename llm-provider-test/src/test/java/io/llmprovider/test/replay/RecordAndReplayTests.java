package io.llmprovider.test.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RecordAndReplayTests {

	private static final String EVENTS = "text/event-stream";

	private static final String HELLO = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

	@TempDir
	Path folder;

	private Path fixture() {
		return this.folder.resolve("fixtures/case.json");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private void record(Upstream upstream, String... bodies) {
		record(RecordingRules.usual(), upstream, bodies);
	}

	private void record(RecordingRules rules, Upstream upstream, String... bodies) {
		try (Recorder recorder = Recorder.start(fixture(), rules)) {
			for (String body : bodies) {
				Piecewise.post(recorder.baseUrl(upstream.url("/v1")) + "/chat", body);
			}
		}
	}

	private static Piecewise ask(RecordedTraffic traffic, Upstream upstream, String body) {
		return Piecewise.post(traffic.baseUrl(upstream.url("/v1")) + "/chat", body);
	}

	@Test
	void anAnswerIsReplayedInThePiecesInWhichItCame() {
		byte[] cutCharacter = utf8("data: ä\n\n");
		byte[] first = java.util.Arrays.copyOf(cutCharacter, 7);
		byte[] second = java.util.Arrays.copyOfRange(cutCharacter, 7, cutCharacter.length);
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"), first, second)) {
			record(upstream, HELLO);
			try (Replayer replayer = Replayer.start(fixture())) {
				Piecewise answer = ask(replayer, upstream, HELLO);
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.pieces()).containsExactly(utf8("data: 1\n\n"), first, second);
				assertThat(answer.headers().get("request-id")).isEqualTo("req_1");
				assertThat(replayer.unused()).isEmpty();
			}
			assertThat(upstream.bodies).hasSize(1);
		}
	}

	@Test
	void binaryAnswersSurvive() {
		byte[] frame = { 0, 0, 0, 16, (byte) 0xFF, (byte) 0xC3, 10, 13 };
		try (Upstream upstream = Upstream.answering("application/vnd.amazon.eventstream", frame, new byte[] { -1 })) {
			record(upstream, HELLO);
			try (Replayer replayer = Replayer.start(fixture())) {
				assertThat(ask(replayer, upstream, HELLO).pieces()).containsExactly(frame, new byte[] { -1 });
			}
		}
	}

	@Test
	void theFixtureIsReadableAndTheSameEachTime() throws Exception {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: \"Grüße\"\n\n"), new byte[] { (byte) 0xC3 })) {
			record(upstream, HELLO);
			String text = Files.readString(fixture());
			assertThat(text).isEqualTo("""
					{
					  "format" : "llm-provider-cassette/1",
					  "exchanges" : [
					    {
					      "request" : {
					        "method" : "POST",
					        "url" : "%s",
					        "headers" : {
					          "content-type" : "application/json"
					        },
					        "json" : {
					          "model" : "m",
					          "messages" : [
					            {
					              "role" : "user",
					              "content" : "Hello"
					            }
					          ]
					        }
					      },
					      "response" : {
					        "status" : 200,
					        "headers" : {
					          "content-type" : "text/event-stream",
					          "request-id" : "req_1"
					        },
					        "chunks" : [
					          "data: \\"Grüße\\"\\n\\n",
					          {
					            "base64" : "ww=="
					          }
					        ]
					      }
					    }
					  ]
					}
					""".formatted(upstream.url("/v1/chat")));
			record(upstream, HELLO);
			assertThat(Files.readString(fixture())).isEqualTo(text);
			assertThat(Cassette.read(fixture()).text()).isEqualTo(text);
		}
	}

	@Test
	void requestsMayComeInAnyOrderAndEqualOnesGetTheirAnswersInTurn() {
		int[] count = { 0 };
		try (Upstream upstream = Upstream
			.of((request, response) -> response.sendString(Mono.just("answer " + ++count[0])))) {
			String other = HELLO.replace("Hello", "Other");
			record(upstream, HELLO, other, HELLO);
			try (Replayer replayer = Replayer.start(fixture())) {
				assertThat(ask(replayer, upstream, other).text()).isEqualTo("answer 2");
				assertThat(ask(replayer, upstream, HELLO).text()).isEqualTo("answer 1");
				assertThat(ask(replayer, upstream, HELLO).text()).isEqualTo("answer 3");
				assertThat(ask(replayer, upstream, HELLO).text()).contains("holds 2 answers to POST")
					.contains("the same request was sent once more");
				assertThatExceptionOfType(ReplayMismatchError.class).isThrownBy(replayer::verify);
				replayer.reset();
				assertThatNoException().isThrownBy(replayer::verify);
				assertThat(ask(replayer, upstream, HELLO).text()).isEqualTo("answer 1");
			}
		}
	}

	@Test
	void theOrderOfMembersAndTheFormOfNumbersDoNotMatter() {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"))) {
			record(upstream, "{\"a\": 1, \"b\": [true, null]}");
			try (Replayer replayer = Replayer.start(fixture())) {
				assertThat(ask(replayer, upstream, "{\"b\":[true,null],\"a\":1.0}").status()).isEqualTo(200);
			}
		}
	}

	@Test
	void aRequestThatNoLongerMatchesIsToldWhereItDiffers() {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"))) {
			record(upstream, HELLO, "{\"unlike\": true}");
			try (Replayer replayer = Replayer.start(fixture())) {
				String changed = "{\"model\":\"m\",\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"Hallo\"}]}";
				Piecewise answer = ask(replayer, upstream, changed);
				assertThat(answer.status()).isEqualTo(400);
				assertThat(answer.headers().get("x-should-retry")).isEqualTo("false");
				assertThatExceptionOfType(ReplayMismatchError.class).isThrownBy(replayer::verify)
					.withMessage("The request POST " + upstream.url("/v1/chat") + " does not match the fixture "
							+ fixture() + "; nearest is exchange 1 of 2:\n"
							+ "  $.messages[0].content: recorded \"Hello\", sent \"Hallo\"\n"
							+ "  $.temperature: recorded nothing, sent 0.5\n"
							+ "If the change is meant, record again. To record it, run the test with"
							+ " -Dllm.record=true and the provider's key.");
			}
		}
	}

	@Test
	void anotherHostPathOrVersionOfTheApiDoesNotMatch() {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"))) {
			record(upstream, HELLO);
			try (Replayer replayer = Replayer.start(fixture())) {
				String base = replayer.baseUrl(upstream.url("/v1"));
				assertThat(Piecewise.post(base + "/other", HELLO).text()).contains("url: recorded");
				assertThat(Piecewise.post(base + "/chat?api-version=2", HELLO).text()).contains("api-version=2");
				assertThat(Piecewise.post(base + "/chat", HELLO, "anthropic-beta", "x").text())
					.contains("header anthropic-beta: recorded nothing, sent x");
				assertThat(Piecewise.post(replayer.baseUrl("https://elsewhere.example/v1") + "/chat", HELLO).text())
					.contains("sent https://elsewhere.example/v1/chat");
				assertThat(Piecewise
					.post("http://127.0.0.1:" + base.replaceAll("^http://127.0.0.1:(\\d+)/.*", "$1") + "/v1", HELLO)
					.text()).contains("There is no server's address in");
			}
		}
	}

	@Test
	void partsThatDifferFromRunToRunCanBeIgnored() {
		RecordingRules rules = RecordingRules.usual().ignoring("$.user", "$.messages[*].id");
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"))) {
			record(rules, upstream, "{\"user\": \"a\", \"messages\": [{\"id\": 1}, {\"id\": 2}]}");
			try (Replayer replayer = Replayer.start(fixture(), rules)) {
				assertThat(ask(replayer, upstream, "{\"messages\": [{\"id\": 3}, {}]}").status()).isEqualTo(200);
			}
		}
	}

	@Test
	void anAnswerThatWasCutOffIsCutOffAgain() {
		try (Upstream upstream = Upstream.of((request, response) -> {
			response.withConnection((connection) -> connection.channel()
				.eventLoop()
				.schedule(() -> connection.channel().close(), 60, java.util.concurrent.TimeUnit.MILLISECONDS));
			return response.header("content-type", EVENTS)
				.sendHeaders()
				.send(Mono.just(io.netty.buffer.Unpooled.wrappedBuffer(utf8("data: 1\n\n"))).concatWith(Mono.never()),
						(buffer) -> true);
		})) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> record(upstream, HELLO));
			assertThat(Cassette.read(fixture()).exchanges()).singleElement()
				.satisfies((exchange) -> assertThat(exchange.response().ending()).isEqualTo(RecordedEnding.CUT));
			try (Replayer replayer = Replayer.start(fixture())) {
				assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ask(replayer, upstream, HELLO))
					.withMessageContaining("prematurely");
			}
		}
	}

	@Test
	void aServerThatCannotBeReachedIsNoTraffic() {
		String nowhere;
		try (Upstream upstream = Upstream.answering(EVENTS)) {
			nowhere = upstream.url("/v1");
		}
		try (Recorder recorder = Recorder.start(fixture())) {
			Piecewise answer = Piecewise.post(recorder.baseUrl(nowhere), HELLO);
			assertThat(answer.status()).isEqualTo(502);
			assertThat(answer.text()).contains("could not reach 127.0.0.1");
			assertThat(recorder.cassette().exchanges()).isEmpty();
		}
	}

	@Test
	void delaysAreRecordedOnDemand() {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"), utf8("data: 2\n\n"))) {
			record(RecordingRules.usual().withDelays(), upstream, HELLO);
			List<RecordedChunk> chunks = Cassette.read(fixture()).exchanges().get(0).response().chunks();
			assertThat(chunks).allSatisfy((chunk) -> assertThat(chunk.after()).isPositive());
			try (Replayer replayer = Replayer.start(fixture())) {
				assertThat(ask(replayer, upstream, HELLO).texts()).containsExactly("data: 1\n\n", "data: 2\n\n");
			}
		}
	}

	@Test
	void aFixtureIsKeptWhenTheRecordingIsDiscarded() throws Exception {
		try (Upstream upstream = Upstream.answering(EVENTS, utf8("data: 1\n\n"))) {
			record(upstream, HELLO);
			String before = Files.readString(fixture());
			try (Recorder recorder = Recorder.start(fixture())) {
				ask(recorder, upstream, "{}");
				recorder.discard();
			}
			assertThat(Files.readString(fixture())).isEqualTo(before);
			assertThat(fixture().getParent()).isDirectoryNotContaining("glob:**.new");
		}
	}

	@Test
	void aFixtureThatIsMissingOrBrokenSaysSo() throws Exception {
		assertThatIllegalStateException().isThrownBy(() -> Replayer.start(fixture()))
			.withMessageContaining("There is no fixture " + fixture())
			.withMessageContaining("-Dllm.record=true");
		Files.createDirectories(fixture().getParent());
		for (String broken : List.of("{", "{}", "{\"format\": \"llm-provider-cassette/1\", \"exchanges\": [{}]}",
				"{\"format\": \"llm-provider-cassette/1\", \"exchanges\": [{\"request\": {\"method\": \"GET\","
						+ " \"url\": \"http://a\"}, \"response\": {\"status\": 200, \"chunks\": [\"\"]}}]}")) {
			Files.writeString(fixture(), broken);
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Replayer.start(fixture()))
				.withMessageStartingWith("The fixture " + fixture() + " cannot be used: ");
		}
	}

}
