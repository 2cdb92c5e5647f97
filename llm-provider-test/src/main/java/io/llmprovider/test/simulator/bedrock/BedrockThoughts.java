package io.llmprovider.test.simulator.bedrock;

import io.llmprovider.test.simulator.wire.IssuedValues;

/**
 * The signatures of a model's thoughts, which the same model takes back through any
 * profile.
 */
final class BedrockThoughts {

	private final IssuedValues issued;

	private final String purpose;

	BedrockThoughts(IssuedValues issued, String model) {
		this.issued = issued;
		this.purpose = "bedrock-converse-stream/" + BedrockModelId.of(model).plain() + "/";
	}

	String signature(String thought) {
		return this.issued.issue(this.purpose + "thought", thought);
	}

	boolean isSigned(String thought, String signature) {
		return this.issued.isIssued(this.purpose + "thought", thought, signature);
	}

	String redacted(String thought) {
		return this.issued.issue(this.purpose + "redacted", thought);
	}

	boolean isRedacted(String data) {
		return this.issued.isIssued(this.purpose + "redacted", data);
	}

}
