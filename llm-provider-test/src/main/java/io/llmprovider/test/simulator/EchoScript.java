package io.llmprovider.test.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers with something plausible made from the request.
 * <ul>
 * <li>It reasons first if reasoning is asked for, or if nothing is said about it and the
 * model's id contains {@code think}.</li>
 * <li>After tool results it answers from them, unless it must call a tool again.</li>
 * <li>It plans if the model's id, the user or the system message speaks of a plan.</li>
 * <li>It calls a tool if it must, if the user's words fit one, or if the model's id
 * contains {@code tool} or {@code act}.</li>
 * <li>It answers with JSON of the wanted schema if JSON is wanted.</li>
 * <li>Else it says what it heard.</li>
 * </ul>
 */
final class EchoScript implements Script {

	private static final Pattern PLAN = Pattern.compile("\\bplan", Pattern.CASE_INSENSITIVE);

	private static final Pattern ACTING = Pattern.compile("\\b(tool|act)", Pattern.CASE_INSENSITIVE);

	private static final int TOPIC = 120;

	@Override
	public Answer answer(SimulatedRequest request) {
		String topic = Words.beginning(sentence(request.lastUserText().replaceAll("\\s+", " ")), TOPIC);
		List<SimulatedMessage> results = results(request);
		if (!results.isEmpty() && !mustCall(request.toolChoice())) {
			return say(request, "The tools have answered, so I can finish this.", fromResults(request, results, topic));
		}
		boolean plan = isPlan(request);
		SimulatedTool tool = tool(request, plan);
		if (tool != null) {
			String arguments = (tool.parameters() != null)
					? WireJson.text(new SchemaExample(tool.parameters(), topic).value()) : "{}";
			return call(request, tool, arguments, topic);
		}
		if (request.jsonAnswer()) {
			return say(request, "The answer has to be JSON.", WireJson.text(json(request, topic)));
		}
		if (plan) {
			return say(request, "The user wants a plan for: " + topic + ". Three steps should do.",
					plan(request, topic));
		}
		return say(request, "The user says: " + topic + ". I can answer this at once.", chat(topic));
	}

	/** The text without the full stop at its end, so that it can stand in another. */
	private static String sentence(String text) {
		String stripped = text.strip();
		return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
	}

	private static List<SimulatedMessage> results(SimulatedRequest request) {
		List<SimulatedMessage> messages = request.messages();
		int first = messages.size();
		while (first > 0 && messages.get(first - 1).isFrom("tool")) {
			first--;
		}
		return messages.subList(first, messages.size());
	}

	private static boolean isPlan(SimulatedRequest request) {
		return PLAN.matcher(request.model()).find() || PLAN.matcher(request.lastUserText()).find()
				|| request.messages()
					.stream()
					.anyMatch((message) -> message.isFrom("system") && PLAN.matcher(message.text()).find()
							&& !ACTING.matcher(message.text()).find());
	}

	private static @Nullable SimulatedTool tool(SimulatedRequest request, boolean plan) {
		List<SimulatedTool> tools = request.tools();
		ToolChoice choice = request.toolChoice();
		if (tools.isEmpty() || choice.equals(ToolChoice.NONE)) {
			return null;
		}
		SimulatedTool first = tools.get(0);
		if (choice instanceof ToolChoice.Named named) {
			return tools.stream().filter((tool) -> tool.name().equals(named.name())).findFirst().orElse(first);
		}
		SimulatedTool best = ToolFit.best(tools, request.lastUserText());
		boolean must = mustCall(choice) || ACTING.matcher(request.model()).find();
		if (must) {
			return (best != null) ? best : first;
		}
		return plan ? null : best;
	}

	private static boolean mustCall(ToolChoice choice) {
		return choice.equals(ToolChoice.REQUIRED) || choice instanceof ToolChoice.Named;
	}

	private static String fromResults(SimulatedRequest request, List<SimulatedMessage> results, String topic) {
		List<String> lines = new ArrayList<>();
		for (SimulatedMessage result : results) {
			lines.add(toolName(request, result) + " gave: " + sentence(result.text()));
		}
		String found = (lines.size() == 1) ? lines.get(0) : "\n- " + String.join("\n- ", lines) + "\n";
		return "I looked into \"" + topic + "\". " + found + ((lines.size() == 1) ? ". " : "")
				+ "That is what I needed.";
	}

	private static String toolName(SimulatedRequest request, SimulatedMessage result) {
		String name = result.toolName();
		if (name != null) {
			return name;
		}
		return request.messages()
			.stream()
			.flatMap((message) -> message.toolCalls().stream())
			.filter((call) -> call.id() != null && call.id().equals(result.toolCallId()))
			.map(SimulatedToolCall::name)
			.findFirst()
			.orElse("The tool");
	}

	private static JsonNode json(SimulatedRequest request, String topic) {
		JsonNode schema = request.answerSchema();
		return (schema != null) ? new SchemaExample(schema, topic).value() : WireJson.object().put("answer", topic);
	}

	private static String plan(SimulatedRequest request, String topic) {
		String means = request.tools().isEmpty() ? "one small step at a time"
				: "with " + String.join(", ", request.tools().stream().map(SimulatedTool::name).toList());
		return """
				Here is a plan for "%s":

				1. Gather what is known, and note what is still open.
				2. Do the work, %s.
				3. Check the result against the goal, and report.
				""".formatted(topic, means).strip();
	}

	private static String chat(String topic) {
		return "You said: \"" + topic + "\". I am a simulated model and echo what I hear, word by word. "
				+ "Ask me for a plan, or offer me a tool, and I will show more.";
	}

	private static Answer say(SimulatedRequest request, String reasoning, String text) {
		AnswerBuilder builder = Answer.builder();
		Integer left = reason(builder, request, reasoning);
		List<String> deltas = Words.deltas(text);
		if (left != null && deltas.size() > left) {
			return builder.text(String.join("", deltas.subList(0, left))).finish(FinishReason.LENGTH).build();
		}
		return builder.text(text).build();
	}

	private static Answer call(SimulatedRequest request, SimulatedTool tool, String arguments, String topic) {
		AnswerBuilder builder = Answer.builder();
		Integer left = reason(builder, request, "The user says: " + topic + ". The tool " + tool.name() + " fits.");
		if (left != null && Words.pieces(arguments).size() >= left) {
			return builder.finish(FinishReason.LENGTH).build();
		}
		return builder.toolCall(tool.name(), arguments).build();
	}

	/** Reasons if it is to, and tells how many tokens are left, or null for no limit. */
	private static @Nullable Integer reason(AnswerBuilder builder, SimulatedRequest request, String reasoning) {
		Boolean thinking = request.thinking();
		Integer limit = request.maxOutputTokens();
		if (!((thinking != null) ? thinking : request.model().contains("think"))) {
			return limit;
		}
		List<String> deltas = Words.deltas(reasoning);
		int used = (limit != null) ? Math.min(limit, deltas.size()) : deltas.size();
		builder.reasoning(String.join("", deltas.subList(0, used)));
		return (limit != null) ? limit - used : null;
	}

}
