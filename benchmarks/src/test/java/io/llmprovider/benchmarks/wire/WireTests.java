package io.llmprovider.benchmarks.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WireTests {

	@ParameterizedTest
	@CsvSource({ "1, 0, 0", "1000, 0, 0", "1000, 0, 16384", "100, 0, 7", "100, 20, 0", "1, 20, 0" })
	void everyEventIsAnHttpChunkOfItsOwn(int deltas, int intervalMillis, int writeBytes) {
		Workload workload = new Workload(deltas, intervalMillis, writeBytes);
		EncodedAnswer answer = new EncodedAnswer(workload);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 0; i < answer.size(); i++) {
			ByteBuf write = answer.write(i);
			bytes.writeBytes(ByteBufUtil.getBytes(write));
		}
		List<byte[]> chunks = new ArrayList<>();
		EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder());
		channel.writeInbound(Unpooled.wrappedBuffer(bytes.toByteArray()));
		assertThat((HttpResponse) channel.readInbound()).matches(response -> response.status().code() == 200);
		HttpContent content = channel.readInbound();
		while (!(content instanceof LastHttpContent)) {
			chunks.add(ByteBufUtil.getBytes(content.content()));
			content = channel.readInbound();
		}
		assertThat(chunks).containsExactlyElementsOf(AnswerScript.events(workload));
	}

	@Test
	void aPacedAnswerIsOneWriteForEachDelta() {
		assertThat(new EncodedAnswer(Workload.paced(100, 20)).size()).isEqualTo(100);
	}

	@Test
	void theTextsAreInTheChunks() {
		Workload workload = Workload.burst(200);
		JsonMapper json = new JsonMapper();
		List<String> texts = AnswerScript.events(workload)
			.subList(1, 201)
			.stream()
			.map(event -> new String(event, StandardCharsets.UTF_8))
			.map(event -> json.readTree(event.substring("data: ".length())).at("/choices/0/delta/content").asString())
			.toList();
		assertThat(texts).isEqualTo(AnswerScript.texts(workload)).allMatch(text -> text.length() <= 8);
		assertThat(AnswerScript.events(workload).subList(1, 201))
			.allMatch(event -> event.length > 220 && event.length < 300);
	}

	@Test
	void theWorkloadTravelsAsTheModelName() {
		Workload workload = Workload.bulk(100);
		assertThat(Workload.inRequest("{\"stream\":true,\"model\":\"" + workload.modelName() + "\"}"))
			.isEqualTo(workload);
		assertThatIllegalArgumentException().isThrownBy(() -> Workload.inRequest("{\"model\":\"gpt\"}"));
	}

}
