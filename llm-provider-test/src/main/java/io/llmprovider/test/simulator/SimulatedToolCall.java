package io.llmprovider.test.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A tool call in a conversation that was sent to the simulator.
 *
 * @param id its id, or null where the protocol lets it out
 * @param name the tool's name
 * @param arguments the arguments as JSON text
 */
public record SimulatedToolCall(@Nullable String id, String name, String arguments) {
}
