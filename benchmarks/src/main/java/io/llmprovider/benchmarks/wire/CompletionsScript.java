package io.llmprovider.benchmarks.wire;

import java.util.List;

/**
 * OpenAI's chat completion chunks.
 */
public final class CompletionsScript {

	private static final String HEAD = "{\"id\":\"chatcmpl-CJ4b0wQkG2XgGxq0nF1YkYyq4p0bH\",\"object\":\"chat.completion.chunk\","
			+ "\"created\":1757000000,\"model\":\"gpt-5-mini-2025-08-07\",\"system_fingerprint\":\"fp_3d2a1b0c9f\",";

	private CompletionsScript() {
	}

	static AnswerScript of(List<String> texts) {
		String usage = HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":" + texts.size()
				+ ",\"total_tokens\":" + (12 + texts.size()) + ",\"prompt_tokens_details\":{\"cached_tokens\":0},"
				+ "\"completion_tokens_details\":{\"reasoning_tokens\":0}}}";
		return new AnswerScript(
				List.of(AnswerScript
					.event(choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"))),
				texts.stream().map(text -> AnswerScript.event(textChunk(text))).toList(),
				List.of(AnswerScript.event(choice("{}", "\"stop\"")), AnswerScript.event(usage),
						AnswerScript.event("[DONE]")));
	}

	/** The JSON of one chunk that carries this text. */
	public static String textChunk(String text) {
		return choice("{\"content\":" + Texts.quoted(text) + "}", "null");
	}

	private static String choice(String delta, String finishReason) {
		return HEAD + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
				+ finishReason + "}],\"usage\":null}";
	}

}
