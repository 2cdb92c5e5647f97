package io.llmprovider.protocol;

import java.util.List;

import io.llmprovider.chat.Warning;

/**
 * What stands for pieces of content that a target does not take: a note that the model
 * reads, and a warning for the caller, once for each kind.
 *
 * @param warnings takes the warnings
 */
public record LeftOutContent(List<Warning> warnings) {

	/**
	 * Notes that a piece is left out.
	 * @param what the kind of piece, such as {@code image}
	 * @param why the reason, as it ends a sentence
	 * @return the text to send instead
	 */
	public String note(String what, String why) {
		Warning warning = new Warning(what.replace(' ', '-') + "-left-out",
				"The " + what + " was left out, " + why + ": a note was sent instead");
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
		return "(" + what + " left out: " + why + ")";
	}

}
