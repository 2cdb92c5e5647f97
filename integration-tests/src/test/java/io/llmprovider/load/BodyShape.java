package io.llmprovider.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.ReceivedRequest;

/**
 * Where in the body of an answer its words are. The bodies of a storm differ in nothing
 * but words of one length, so one that was read by another client tells about all.
 *
 * @param contentType what the server says of it
 * @param words the offset of each word
 * @param wordLength bytes of a word
 */
record BodyShape(String contentType, List<Integer> words, int wordLength) {

	private static final Set<String> OF_THE_CONNECTION = Set.of("host", "content-length", "connection",
			"transfer-encoding", "upgrade", "expect");

	/**
	 * Sends a request once more, with a client that knows nothing of the library.
	 */
	static BodyShape of(LlmSimulator server, ReceivedRequest request, List<String> words) {
		HttpRequest.Builder again = HttpRequest
			.newBuilder(server.uri(request.path() + (request.query().isEmpty() ? "" : "?" + request.query())))
			.POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
		request.headers().forEach((name, values) -> {
			if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> again.header(name, value));
			}
		});
		HttpResponse<byte[]> answer = send(again.build());
		String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
		List<Integer> offsets = new ArrayList<>();
		for (String word : words) {
			offsets.add(body.indexOf(word));
		}
		if (answer.statusCode() != 200 || offsets.contains(-1)) {
			throw new IllegalStateException("No answer with the words " + words + ": " + body);
		}
		return new BodyShape(answer.headers().firstValue("content-type").orElseThrow(), offsets, words.get(0).length());
	}

	private static HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Before here the answer cannot be whole. If it is whole, the connection may already
	 * carry the next exchange when it is closed.
	 */
	int endOfWords() {
		return this.words.get(this.words.size() - 1) + this.wordLength;
	}

	/** How many words are sent whole in so many bytes. */
	int within(int bytes) {
		return (int) this.words.stream().filter((offset) -> offset + this.wordLength <= bytes).count();
	}

	/** How many words were sent together with all that belongs to them. */
	int surelyWithin(int bytes) {
		int sure = 0;
		while (sure + 1 < this.words.size() && this.words.get(sure + 1) <= bytes) {
			sure++;
		}
		return sure;
	}

}
