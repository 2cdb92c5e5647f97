package io.llmprovider.test.contract;

import java.util.List;
import java.util.stream.IntStream;

import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.SimulatedToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tool calls of a conversation and their results, as the server has read them.
 */
final class ReceivedCalls {

	private final List<SimulatedToolCall> calls;

	private final List<SimulatedMessage> results;

	ReceivedCalls(SimulatedRequest request) {
		this.calls = request.messages().stream().flatMap((message) -> message.toolCalls().stream()).toList();
		this.results = request.messages().stream().filter((message) -> message.role().equals("tool")).toList();
	}

	/** Every call has its result, and the other way round. */
	void assertPaired() {
		assertThat(this.results.stream().map((result) -> String.valueOf(result.toolCallId()))).as("ids of results")
			.containsExactlyInAnyOrderElementsOf(this.calls.stream().map((call) -> String.valueOf(call.id())).toList());
	}

	/**
	 * A call went back under its name and with its arguments, and has this result.
	 * @param name the tool
	 * @param argument in the arguments
	 * @param result in the result
	 */
	void assertResult(String name, String argument, String result) {
		int place = IntStream.range(0, this.calls.size())
			.filter((i) -> this.calls.get(i).arguments().contains(argument) && this.calls.get(i).name().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no call of " + name + " with " + argument + " among "
					+ this.calls + ", which the server has read"));
		String id = this.calls.get(place).id();
		// without ids they are told apart by their order
		assertThat(IntStream.range(0, this.results.size())
			.filter((i) -> (id != null) ? id.equals(this.results.get(i).toolCallId()) : i == place)
			.mapToObj((i) -> this.results.get(i).text())
			.toList()).as("what the server has read as results of the call of %s with %s", name, argument)
			.singleElement()
			.asString()
			.contains(result);
	}

}
