package io.llmprovider.benchmarks.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Anthropic's events of a message, padded with blanks as Anthropic's own are.
 */
final class AnthropicScript {

	private static final int MOST_BLANKS = 15;

	private AnthropicScript() {
	}

	static AnswerScript of(List<String> texts) {
		List<byte[]> beginning = List.of(event(0, "message_start",
				"\"message\":{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\",\"role\":\"assistant\","
						+ "\"model\":\"claude-sonnet-4-5-20250929\",\"content\":[],\"stop_reason\":null,"
						+ "\"stop_sequence\":null,\"usage\":{\"input_tokens\":12,\"cache_creation_input_tokens\":0,"
						+ "\"cache_read_input_tokens\":0,\"output_tokens\":1,\"service_tier\":\"standard\"}}"),
				event(1, "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
				AnswerScript.event("ping", "{\"type\": \"ping\"}"));
		List<byte[]> deltas = new ArrayList<>(texts.size());
		for (String text : texts) {
			deltas.add(event(deltas.size(), "content_block_delta",
					"\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" + Texts.quoted(text) + "}"));
		}
		List<byte[]> end = List.of(event(2, "content_block_stop", "\"index\":0"), event(3, "message_delta",
				"\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":12,"
						+ "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":"
						+ texts.size() + "}"),
				AnswerScript.event("message_stop", "{\"type\":\"message_stop\"}"));
		return new AnswerScript(beginning, deltas, end);
	}

	private static byte[] event(int number, String type, String members) {
		return AnswerScript.event(type,
				"{\"type\":\"" + type + "\"," + members + "}" + " ".repeat(Texts.length(number, 0, MOST_BLANKS)));
	}

}
