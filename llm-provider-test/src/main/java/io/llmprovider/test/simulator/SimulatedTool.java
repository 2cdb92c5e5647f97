package io.llmprovider.test.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tool that was offered to the simulator.
 *
 * @param name the tool's name
 * @param description what it does, empty if it was not said
 * @param parameters the JSON schema of its arguments, or null if none was sent
 */
public record SimulatedTool(String name, String description, @Nullable JsonNode parameters) {
}
