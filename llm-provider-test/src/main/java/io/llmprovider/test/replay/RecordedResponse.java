package io.llmprovider.test.replay;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as a fixture holds it.
 *
 * @param status the HTTP status
 * @param headers the headers on the list, by name in lower case
 * @param chunks the body in the pieces that it was read in
 * @param ending how it ended
 */
public record RecordedResponse(int status, Map<String, String> headers, List<RecordedChunk> chunks,
		RecordedEnding ending) {

	public RecordedResponse {
		headers = Collections.unmodifiableMap(new TreeMap<>(headers));
		chunks = List.copyOf(chunks);
	}

	/**
	 * The body in one piece.
	 * @return its bytes
	 */
	public byte[] body() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		this.chunks.forEach((chunk) -> body.writeBytes(chunk.bytes()));
		return body.toByteArray();
	}

}
