package io.llmprovider.test.simulator;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation that was sent to the simulator, the same for all
 * protocols.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool};
 * {@code developer} counts as {@code system}
 * @param text all its text, parts joined by a line break; empty if there is none
 * @param images how many images it carries
 * @param toolCalls the calls an assistant made
 * @param toolCallId the call that a tool message answers, or null
 * @param toolName the tool that a tool message is of, or null where the protocol does not
 * say
 */
public record SimulatedMessage(String role, String text, int images, List<SimulatedToolCall> toolCalls,
		@Nullable String toolCallId, @Nullable String toolName) {

	public SimulatedMessage {
		toolCalls = List.copyOf(toolCalls);
	}

	boolean isFrom(String role) {
		return this.role.equals(role);
	}

}
