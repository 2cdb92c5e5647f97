package io.llmprovider.benchmarks.decoder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.llmprovider.benchmarks.wire.AnswerScript;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Bytes to events: the frame reader, the decoder and the assembler of this library on 60
 * chunks that arrive in one read.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ThisDecoder {

	private static final int CHUNKS = 60;

	private final OpenAiCompletionsProtocol protocol = new OpenAiCompletionsProtocol();

	private final ChatCall call = ChatCall.builder(Model.of("benchmark", "m"))
		.baseUrl("http://127.0.0.1/v1")
		.request(ChatRequest.of("Go on."))
		.build();

	private final byte[] body = body();

	@Benchmark
	@OperationsPerInvocation(CHUNKS)
	public void bytesToEvents(Blackhole blackhole) {
		Assembler assembler = new Assembler(this.call, this.protocol.id(), List.of(), blackhole::consume);
		FrameReader frames = this.protocol.framing(this.call);
		StreamDecoder decoder = this.protocol.decoder(this.call, assembler);
		frames.read(this.body, 0, this.body.length, decoder::frame);
	}

	private static byte[] body() {
		StringBuilder body = new StringBuilder();
		for (int i = 0; i < CHUNKS; i++) {
			body.append("data: ").append(AnswerScript.textChunk(" stream")).append("\n\n");
		}
		return body.toString().getBytes(StandardCharsets.UTF_8);
	}

}
