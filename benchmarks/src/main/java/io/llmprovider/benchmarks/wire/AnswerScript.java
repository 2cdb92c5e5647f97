package io.llmprovider.benchmarks.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a {@link Workload}: the same for server and client, so that a client can
 * prove that it received all of it. The events have the fields and the size of OpenAI's
 * chat completion chunks.
 */
public final class AnswerScript {

	private static final JsonMapper JSON = new JsonMapper();

	/** One to eight characters each, most of them plain, some that JSON must escape. */
	private static final List<String> TOKENS = List.of("The", " quick", " answer", " is", " that", " one", ",", " when",
			" asked", " to", " stream", ".", "\n\n", " A", " token", " has", " four", " letters", " or", " so", ":",
			" caf", "é", " and", " \"quote", "\"", " cost", " the", " same", " as", " \\n", ".", " In", " code", " `",
			"int", " x", " =", " 42", ";", "`", "\n", "-", " item", " two", "日本", "語", " is", " three", " bytes",
			" each", " 😀", "!", " Then", " more", " plain", " words", " follow", ",", " as", " they", " do", " end");

	private static final String HEAD = "{\"id\":\"chatcmpl-CJ4b0wQkG2XgGxq0nF1YkYyq4p0bH\",\"object\":\"chat.completion.chunk\","
			+ "\"created\":1757000000,\"model\":\"gpt-5-mini-2025-08-07\",\"system_fingerprint\":\"fp_3d2a1b0c9f\",";

	private AnswerScript() {
	}

	/** The text deltas, none of them empty. */
	public static List<String> texts(Workload workload) {
		List<String> texts = new ArrayList<>(workload.deltas());
		for (int i = 0; i < workload.deltas(); i++) {
			texts.add(TOKENS.get(i % TOKENS.size()));
		}
		return texts;
	}

	/**
	 * The server-sent events of the whole answer, the role's first and the terminator
	 * last.
	 */
	public static List<byte[]> events(Workload workload) {
		List<byte[]> events = new ArrayList<>(workload.deltas() + 4);
		events.add(event(choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null")));
		for (String text : texts(workload)) {
			events.add(event(textChunk(text)));
		}
		events.add(event(choice("{}", "\"stop\"")));
		events.add(event(HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":"
				+ workload.deltas() + ",\"total_tokens\":" + (12 + workload.deltas())
				+ ",\"prompt_tokens_details\":{\"cached_tokens\":0},"
				+ "\"completion_tokens_details\":{\"reasoning_tokens\":0}}}"));
		events.add(event("[DONE]"));
		return events;
	}

	/** The JSON of one chunk that carries this text. */
	public static String textChunk(String text) {
		return choice("{\"content\":" + JSON.writeValueAsString(text) + "}", "null");
	}

	private static String choice(String delta, String finishReason) {
		return HEAD + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
				+ finishReason + "}],\"usage\":null}";
	}

	private static byte[] event(String data) {
		return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
	}

}
