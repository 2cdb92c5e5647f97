package io.llmprovider.test.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * A client without anything of the library in it.
 */
public final class TestClient {

	public static final String OPENAI = "/v1/chat/completions";

	public static final String OLLAMA = "/api/chat";

	public static final Duration SOON = Duration.ofSeconds(5);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final LlmSimulator simulator;

	public TestClient(LlmSimulator simulator) {
		this.simulator = simulator;
	}

	public HttpResponse<String> post(String path, byte[] body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.simulator.uri(path))
			.timeout(Duration.ofSeconds(20))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(body));
		return send(headers.length > 0 ? request.headers(headers) : request);
	}

	public HttpResponse<String> post(String path, String body, String... headers) {
		return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	public HttpResponse<String> get(String path) {
		return send(HttpRequest.newBuilder(this.simulator.uri(path)).GET());
	}

	public HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new BrokenAnswer(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/** The payloads of a stream of server-sent events, comments left out. */
	public static List<String> events(HttpResponse<String> response) {
		return response.body()
			.lines()
			.filter((line) -> line.startsWith("data: "))
			.map((line) -> line.substring("data: ".length()))
			.toList();
	}

	public static List<JsonNode> chunks(HttpResponse<String> response) {
		return events(response).stream().filter((event) -> !event.equals("[DONE]")).map(WireJson::read).toList();
	}

	public static List<JsonNode> lines(HttpResponse<String> response) {
		return response.body().lines().filter((line) -> !line.isBlank()).map(WireJson::read).toList();
	}

	public static JsonNode json(HttpResponse<String> response) {
		return WireJson.read(response.body());
	}

	public static String openAi(String members) {
		return """
				{"model": "echo", "messages": [{"role": "user", "content": "Hello there"}]%s}""".formatted(members);
	}

	public static String ollama(String members) {
		return openAi(members);
	}

	/**
	 * The threads of all simulators in this process, to be compared with those of later.
	 */
	public static Set<Thread> simulatorThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("llm-simulator"))
			.collect(Collectors.toSet());
	}

	/**
	 * Writes a chat request to a socket of its own, so that a test decides when it is
	 * read and closed.
	 * @param path where to
	 * @param body the request's body
	 * @return the socket
	 */
	public Socket open(String path, String body) throws IOException {
		Socket socket = new Socket("127.0.0.1", this.simulator.port());
		socket.setSoTimeout((int) SOON.toMillis());
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ "Content-Length: " + bytes.length + "\r\n\r\n";
		socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().write(bytes);
		socket.getOutputStream().flush();
		return socket;
	}

	/**
	 * The answer could not be read to its end.
	 */
	static final class BrokenAnswer extends RuntimeException {

		private static final long serialVersionUID = 1L;

		BrokenAnswer(IOException cause) {
			super(cause);
		}

	}

}
