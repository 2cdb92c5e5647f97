package io.llmprovider.test.simulator.google;

import io.llmprovider.test.simulator.wire.IssuedValues;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The signatures of parts. Each is for one part of one model.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought
 * signatures</a>
 */
final class Signatures {

	/** What stands for a signature that nobody has. */
	static final String SKIPPED = "skip_thought_signature_validator";

	static final String MEMBER = "thoughtSignature";

	private final IssuedValues issued;

	private final String purpose;

	Signatures(IssuedValues issued, String model) {
		this.issued = issued;
		this.purpose = "google-generative-ai/" + Generation.of(model).name();
	}

	ObjectNode sign(ObjectNode part) {
		return part.put(MEMBER, this.issued.issue(this.purpose, content(part)));
	}

	boolean isSigned(JsonNode part) {
		return this.issued.isIssued(this.purpose, content(part), part.path(MEMBER).asString(""));
	}

	private static String content(JsonNode part) {
		ObjectNode plain = WireJson.object();
		for (String name : part.propertyNames()) {
			if (!name.equals(MEMBER)) {
				plain.set(name, part.path(name));
			}
		}
		return WireJson.text(plain);
	}

}
