package io.llmprovider.benchmarks.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Google's chunks, each a whole response that counts what was used so far.
 */
final class GeminiScript {

	private static final int PROMPT = 12;

	private GeminiScript() {
	}

	static AnswerScript of(List<String> texts) {
		List<byte[]> deltas = new ArrayList<>(texts.size());
		for (String text : texts) {
			deltas.add(chunk(text, "", deltas.size() + 1));
		}
		return new AnswerScript(List.of(), deltas, List.of(chunk("", "\"finishReason\": \"STOP\",", texts.size())));
	}

	private static byte[] chunk(String text, String finish, int tokens) {
		String json = "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": " + Texts.quoted(text)
				+ "}],\"role\": \"model\"}," + finish + "\"index\": 0}],\"usageMetadata\": {\"promptTokenCount\": "
				+ PROMPT + ",\"candidatesTokenCount\": " + tokens + ",\"totalTokenCount\": " + (PROMPT + tokens)
				+ ",\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": " + PROMPT
				+ "}]},\"modelVersion\": \"gemini-2.5-flash\",\"responseId\": \"Ur-FapeEH9K7kdUPnIHEqQw\"}";
		return ("data: " + json + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
	}

}
