package io.llmprovider.benchmarks.decoder;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.llmprovider.benchmarks.wire.AnswerScript;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Bytes to events: the frame reader, the decoder and the assembler of this library on the
 * deltas of one stream, in pieces as the transport hands them on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ThisDecoder {

	private static final int DELTAS = 1000;

	private static final int PIECE = 16 * 1024;

	/** Which stream. */
	@Param
	public Api api = Api.OPENAI_COMPLETIONS;

	private WireProtocol protocol = BuiltInProtocols.all().get(0);

	private final ChatCall call = ChatCall.builder(Model.of("benchmark", "m"))
		.baseUrl("http://127.0.0.1/v1")
		.request(ChatRequest.of("Go on."))
		.build();

	private byte[] body = new byte[0];

	@Setup
	public void choose() {
		this.protocol = BuiltInProtocols.all()
			.stream()
			.filter(candidate -> candidate.id().equals(this.api.id()))
			.findFirst()
			.orElseThrow();
		AnswerScript script = this.api.script(Workload.burst(DELTAS));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		List.of(script.beginning(), script.deltas()).forEach(part -> part.forEach(bytes::writeBytes));
		this.body = bytes.toByteArray();
	}

	@Benchmark
	@OperationsPerInvocation(DELTAS)
	public void bytesToEvents(Blackhole blackhole) {
		Assembler assembler = new Assembler(this.call, this.protocol.id(), List.of(), blackhole::consume);
		FrameReader frames = this.protocol.framing(this.call);
		StreamDecoder decoder = this.protocol.decoder(this.call, assembler);
		for (int from = 0; from < this.body.length; from += PIECE) {
			frames.read(this.body, from, Math.min(PIECE, this.body.length - from), decoder::frame);
		}
	}

}
