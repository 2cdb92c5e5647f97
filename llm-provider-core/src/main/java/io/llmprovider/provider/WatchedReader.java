package io.llmprovider.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.transport.ResponseReader;
import org.jspecify.annotations.Nullable;

/**
 * Notes beside the reading of an answer what hooks want to know of the exchange.
 */
final class WatchedReader implements ResponseReader<StreamEvent> {

	private final ResponseReader<StreamEvent> reader;

	private final Runnable onCancel;

	private final long begun = System.nanoTime();

	private volatile @Nullable Integer status;

	private volatile Map<String, List<String>> headers = Map.of();

	WatchedReader(ResponseReader<StreamEvent> reader, Runnable onCancel) {
		this.reader = reader;
		this.onCancel = onCancel;
	}

	@Nullable Integer status() {
		return this.status;
	}

	Map<String, List<String>> headers() {
		return this.headers;
	}

	Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.begun);
	}

	@Override
	public void begin(int status, Map<String, List<String>> headers) {
		this.headers = headers;
		this.status = status;
		this.reader.begin(status, headers);
	}

	@Override
	public void read(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> out) {
		this.reader.read(bytes, offset, length, out);
	}

	@Override
	public boolean isComplete() {
		return this.reader.isComplete();
	}

	@Override
	public void end(Consumer<? super StreamEvent> out) {
		this.reader.end(out);
	}

	@Override
	public LlmException error(ErrorResponse response) {
		this.headers = response.headers();
		this.status = response.status();
		return this.reader.error(response);
	}

	@Override
	public LlmException failed(Throwable cause) {
		return this.reader.failed(cause);
	}

	@Override
	public void cancelled() {
		this.reader.cancelled();
		this.onCancel.run();
	}

}
