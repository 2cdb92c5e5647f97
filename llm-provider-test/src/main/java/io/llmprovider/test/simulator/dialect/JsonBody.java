package io.llmprovider.test.simulator.dialect;

import java.nio.charset.CharacterCodingException;
import java.util.function.Function;

import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request, for providers that take nothing but a JSON object in well-formed
 * UTF-8.
 */
public final class JsonBody {

	private JsonBody() {
	}

	/**
	 * Reads the body.
	 * @param request what was received
	 * @param refusal what the provider answers, given what is wrong with the JSON: empty
	 * if it is some, but no object or no text
	 * @return an object
	 * @throws Refusal if it is none
	 */
	public static JsonNode of(ReceivedRequest request, Function<String, Refusal> refusal) {
		try {
			JsonNode body = WireJson.read(WireJson.utf8(request.body()));
			if (body.isObject() && WireJson.isText(body)) {
				return body;
			}
		}
		catch (CharacterCodingException | JacksonException ex) {
			throw refusal.apply(String.valueOf(ex.getMessage()));
		}
		throw refusal.apply("");
	}

}
