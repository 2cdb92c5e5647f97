package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.HandoverRules;

/**
 * One hand-over while it is under way.
 */
final class Handing {

	private final Target target;

	private final Set<HandoverRule> kept;

	private final List<Warning> warnings = new ArrayList<>(0);

	Handing(Target target, Set<HandoverRule> kept) {
		this.target = target;
		this.kept = kept;
	}

	Target target() {
		return this.target;
	}

	/** What the target's API demands. */
	HandoverRules rules() {
		return this.target.rules();
	}

	boolean keeps(HandoverRule rule) {
		return this.kept.contains(rule);
	}

	/** Tells of something that may be lost; the same thing is told once. */
	void warn(HandoverRule rule, String message) {
		Warning warning = new Warning(rule.code(), message);
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
	}

	List<Warning> warnings() {
		return this.warnings;
	}

}
