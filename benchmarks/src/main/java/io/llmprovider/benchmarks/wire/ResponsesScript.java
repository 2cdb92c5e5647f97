package io.llmprovider.benchmarks.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * OpenAI's events of a response, each with its number and with padding.
 */
final class ResponsesScript {

	private static final String ITEM = "msg_68c1a4f0b0b48193a6b2d2a14e0b7d0f0a1b2c3d4e5f6071";

	private static final String PART = "\"item_id\":\"" + ITEM + "\",\"output_index\":0,\"content_index\":0,";

	private static final int LEAST_PADDING = 2;

	private static final int MOST_PADDING = 16;

	private int number;

	private ResponsesScript() {
	}

	static AnswerScript of(List<String> texts) {
		return new ResponsesScript().script(texts);
	}

	private AnswerScript script(List<String> texts) {
		List<byte[]> beginning = List.of(
				event("response.created", "\"response\":" + response("in_progress", "[]", "null")),
				event("response.in_progress", "\"response\":" + response("in_progress", "[]", "null")),
				event("response.output_item.added", "\"output_index\":0,\"item\":" + item("in_progress", "")),
				event("response.content_part.added", PART + "\"part\":" + part("")));
		List<byte[]> deltas = new ArrayList<>(texts.size());
		for (String text : texts) {
			deltas.add(event("response.output_text.delta",
					PART + "\"delta\":" + Texts.quoted(text) + ",\"logprobs\":[],\"obfuscation\":\""
							+ Texts.padding(this.number, LEAST_PADDING, MOST_PADDING) + "\""));
		}
		String whole = String.join("", texts);
		String usage = "{\"input_tokens\":12,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":"
				+ texts.size() + ",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":"
				+ (12 + texts.size()) + "}";
		List<byte[]> end = List.of(
				event("response.output_text.done", PART + "\"text\":" + Texts.quoted(whole) + ",\"logprobs\":[]"),
				event("response.content_part.done", PART + "\"part\":" + part(whole)),
				event("response.output_item.done", "\"output_index\":0,\"item\":" + item("completed", part(whole))),
				event("response.completed",
						"\"response\":" + response("completed", "[" + item("completed", part(whole)) + "]", usage)));
		return new AnswerScript(beginning, deltas, end);
	}

	private byte[] event(String type, String members) {
		return AnswerScript.event(type,
				"{\"type\":\"" + type + "\",\"sequence_number\":" + this.number++ + "," + members + "}");
	}

	private static String response(String status, String output, String usage) {
		return "{\"id\":\"resp_68c1a4efd5a88193b7e0f9c2a3b4d5e60a1b2c3d4e5f6071\",\"object\":\"response\","
				+ "\"created_at\":1757000000,\"status\":\"" + status + "\",\"background\":false,\"error\":null,"
				+ "\"incomplete_details\":null,\"instructions\":null,\"max_output_tokens\":null,"
				+ "\"max_tool_calls\":null,\"model\":\"gpt-5-mini-2025-08-07\",\"output\":" + output
				+ ",\"parallel_tool_calls\":true,\"previous_response_id\":null,\"prompt_cache_key\":null,"
				+ "\"reasoning\":{\"effort\":\"medium\",\"summary\":null},\"safety_identifier\":null,"
				+ "\"service_tier\":\"default\",\"store\":false,\"temperature\":1.0,"
				+ "\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"},\"tool_choice\":\"auto\","
				+ "\"tools\":[],\"top_logprobs\":0,\"top_p\":1.0,\"truncation\":\"disabled\",\"usage\":" + usage
				+ ",\"user\":null,\"metadata\":{}}";
	}

	private static String item(String status, String content) {
		return "{\"id\":\"" + ITEM + "\",\"type\":\"message\",\"status\":\"" + status + "\",\"content\":[" + content
				+ "],\"role\":\"assistant\"}";
	}

	private static String part(String text) {
		return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":" + Texts.quoted(text) + "}";
	}

}
