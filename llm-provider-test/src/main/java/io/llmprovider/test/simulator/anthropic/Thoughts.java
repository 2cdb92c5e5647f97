package io.llmprovider.test.simulator.anthropic;

import io.llmprovider.test.simulator.wire.IssuedValues;

/**
 * What a model's thoughts are signed with. A signature is for one text of one model; that
 * of thoughts which were not told stands for them alone.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/extended-thinking#thinking-encryption">
 * Thinking encryption</a>
 */
final class Thoughts {

	private final IssuedValues issued;

	private final String purpose;

	Thoughts(IssuedValues issued, String model) {
		this.issued = issued;
		this.purpose = "anthropic-messages/" + Generation.of(model).name() + "/";
	}

	String signature(String thinking, boolean told) {
		return told ? this.issued.issue(this.purpose + "thinking", thinking)
				: this.issued.issue(this.purpose + "omitted", thinking);
	}

	boolean isSigned(String thinking, String signature) {
		return thinking.isEmpty() ? this.issued.isIssued(this.purpose + "omitted", signature)
				: this.issued.isIssued(this.purpose + "thinking", thinking, signature);
	}

	String redacted(String thinking) {
		return this.issued.issue(this.purpose + "redacted", thinking);
	}

	boolean isRedacted(String data) {
		return this.issued.isIssued(this.purpose + "redacted", data);
	}

}
