package io.llmprovider.benchmarks.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WireTests {

	@ParameterizedTest
	@CsvSource({ "1, 0, 0", "1000, 0, 0", "1000, 0, 16384", "100, 0, 7", "100, 20, 0", "1, 20, 0" })
	void everyEventIsAnHttpChunkOfItsOwn(int deltas, int intervalMillis, int writeBytes) {
		Workload workload = new Workload(deltas, intervalMillis, writeBytes);
		for (Api api : Api.values()) {
			assertThat(chunks(new EncodedAnswer(api, workload)))
				.containsExactlyElementsOf(api.script(workload).events());
		}
	}

	@Test
	void aPacedAnswerIsOneWriteForEachDelta() {
		assertThat(new EncodedAnswer(Api.BEDROCK_CONVERSE, Workload.paced(100, 20)).size()).isEqualTo(100);
	}

	@ParameterizedTest
	@EnumSource
	void aStreamIsReadBackAsTheTextsItWasMadeOf(Api api) {
		Workload workload = Workload.burst(200);
		List<StreamEvent> events = read(api, api.script(workload).events());
		assertThat(events.stream().filter(StreamEvent.TextDelta.class::isInstance))
			.extracting(event -> ((StreamEvent.TextDelta) event).text())
			.containsExactlyElementsOf(Texts.of(workload));
		StreamEvent.Finished finished = (StreamEvent.Finished) events.get(events.size() - 1);
		assertThat(finished.response().text()).isEqualTo(String.join("", Texts.of(workload)));
		assertThat(finished.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(finished.response().usage().inputTokens()).isEqualTo(12L);
		assertThat(finished.response().usage().outputTokens()).isEqualTo(200L);
		assertThat(events).noneMatch(StreamEvent.ProviderEvent.class::isInstance);
	}

	@ParameterizedTest
	@CsvSource({ "OPENAI_COMPLETIONS, 220, 300", "OPENAI_RESPONSES, 240, 330", "ANTHROPIC_MESSAGES, 110, 170",
			"GOOGLE_GENERATIVE_AI, 300, 370", "BEDROCK_CONVERSE, 150, 270" })
	void aDeltaHasTheSizeThatTheProvidersHave(Api api, int least, int most) {
		assertThat(api.script(Workload.burst(200)).deltas()).extracting(event -> event.length)
			.allSatisfy(length -> assertThat(length).isBetween(least, most));
	}

	@ParameterizedTest
	@EnumSource
	void anApiIsKnownByThePathOfItsRequests(Api api) {
		assertThat(Api.ofRequest(api.path(Workload.bulk(100).modelName()))).isEqualTo(api);
	}

	@ParameterizedTest
	@EnumSource
	void theWorkloadTravelsAsTheModelName(Api api) {
		Workload workload = Workload.bulk(100);
		assertThat(Workload.inRequest(api.path(workload.modelName()) + "{\"model\":\"" + workload.modelName() + "\"}"))
			.isEqualTo(workload);
		assertThatIllegalArgumentException().isThrownBy(() -> Workload.inRequest("{\"model\":\"gpt\"}"));
	}

	private static List<StreamEvent> read(Api api, List<byte[]> body) {
		WireProtocol protocol = BuiltInProtocols.all()
			.stream()
			.filter(candidate -> candidate.id().equals(api.id()))
			.findFirst()
			.orElseThrow();
		ChatCall call = ChatCall.builder(Model.of("benchmark", "m"))
			.baseUrl("http://127.0.0.1")
			.request(ChatRequest.of("Go on."))
			.build();
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, protocol.id(), List.of(), events::add);
		FrameReader frames = protocol.framing(call);
		StreamDecoder decoder = protocol.decoder(call, assembler);
		body.forEach(event -> frames.read(event, 0, event.length, decoder::frame));
		frames.end(decoder::frame);
		decoder.end();
		assembler.complete();
		return events;
	}

	private static List<byte[]> chunks(EncodedAnswer answer) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 0; i < answer.size(); i++) {
			ByteBuf write = answer.write(i);
			bytes.writeBytes(ByteBufUtil.getBytes(write));
		}
		List<byte[]> chunks = new ArrayList<>();
		EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(4096, 8192, 1 << 20));
		channel.writeInbound(Unpooled.wrappedBuffer(bytes.toByteArray()));
		assertThat((HttpResponse) channel.readInbound()).matches(response -> response.status().code() == 200);
		HttpContent content = channel.readInbound();
		while (!(content instanceof LastHttpContent)) {
			chunks.add(ByteBufUtil.getBytes(content.content()));
			content = channel.readInbound();
		}
		return chunks;
	}

}
