package io.llmprovider.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.BuiltInProtocols;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.Exchange;
import io.llmprovider.test.simulator.SimulatedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every API hands a conversation to every other, to another account of its own, and to
 * itself: with reasoning, parallel tool calls, pictures, a cancelled turn, and with what
 * applications leave behind. The strict simulator has to accept it, and it goes on. The
 * second test shows that no rule is there for nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoverMatrixTests {

	/** The column of a source that goes on with itself. */
	private static final String ITSELF = "itself";

	private final List<String> apis = Side.apis();

	private final Map<String, Side> sources = new TreeMap<>();

	private final Map<String, Side> targets = new TreeMap<>();

	private final Map<String, ChatRequest> conversations = new TreeMap<>();

	@BeforeAll
	void converse() {
		for (String api : this.apis) {
			this.sources.put(api, new Side(api, "source"));
			this.targets.put(api, new Side(api, "target"));
			this.conversations.put(api, SourceConversation.with(source(api)));
		}
	}

	@AfterAll
	void close() {
		this.sources.values().forEach(Side::close);
		this.targets.values().forEach(Side::close);
	}

	@Test
	void everyApiOfTheLibraryIsThere() {
		assertThat(this.apis).containsExactlyInAnyOrderElementsOf(
				BuiltInProtocols.all().stream().map((protocol) -> protocol.id()).toList());
	}

	@Test
	void everyConversationGoesOnWithEveryApi() {
		Map<String, Map<String, String>> table = new LinkedHashMap<>();
		boolean green = true;
		for (String source : this.apis) {
			Map<String, String> row = new LinkedHashMap<>();
			for (String target : columns()) {
				String problem = continued(source, target);
				green &= problem == null;
				row.put(target, (problem != null) ? problem : "goes on");
			}
			table.put(source, row);
		}
		print(table);
		assertThat(green).as(table.toString()).isTrue();
	}

	@Test
	void noRuleIsThereForNothing() throws IOException, InterruptedException {
		DirectCall direct = new DirectCall();
		Map<HandoverRule, List<String>> red = new EnumMap<>(HandoverRule.class);
		for (HandoverRule rule : HandoverRule.values()) {
			Handover handover = Handover.withAllRules().without(rule);
			List<String> cells = new ArrayList<>();
			for (String source : this.apis) {
				for (String target : columns()) {
					String problem = direct.problem(handover, conversation(source), side(source, target),
							!target.equals(ITSELF));
					if (problem != null) {
						cells.add(source + " to " + target + ": " + problem);
					}
				}
			}
			red.put(rule, cells);
			System.out.printf("without %-22s %3d red  %s%n", rule, cells.size(), cells.isEmpty() ? "" : cells.get(0));
		}
		for (HandoverRule rule : HandoverRule.values()) {
			assertThat(red.get(rule)).as("What does not go on without " + rule).isNotEmpty();
		}
	}

	@Test
	void theDirectWayIsGreenWithAllRules() throws IOException, InterruptedException {
		DirectCall direct = new DirectCall();
		for (String source : this.apis) {
			for (String target : columns()) {
				assertThat(direct.problem(Handover.withAllRules(), conversation(source), side(source, target),
						!target.equals(ITSELF)))
					.as(source + " to " + target)
					.isNull();
			}
		}
	}

	/** Two more turns with the target, the first of which calls a tool. */
	private @Nullable String continued(String source, String target) {
		Side side = side(source, target);
		side.simulator().reset();
		try {
			side.simulator()
				.enqueue(Answer.builder()
					.reasoning("My own thought.")
					.text("Once more.")
					.toolCall("look", "{\"at\":\"it\"}")
					.build(), Answer.text("Done."));
			ChatRequest request = conversation(source);
			ChatResponse calling = Objects.requireNonNull(side.client().chat(request).block(Side.PATIENCE));
			ToolCall call = calling.message().toolCalls().get(0);
			request = request.reply(calling).toolResult(call, "A tail");
			ChatResponse done = Objects.requireNonNull(side.client().chat(request).block(Side.PATIENCE));
			if (done.finishReason() != FinishReason.STOP || !done.text().equals("Done.")) {
				return "ended with " + done.finishReason();
			}
			List<SimulatedRequest> chats = side.simulator().chats();
			return new ReceivedConversation(chats.get(chats.size() - 1)).problem(conversation(source),
					!target.equals(ITSELF));
		}
		catch (LlmException ex) {
			Exchange last = side.simulator().exchanges().isEmpty() ? null
					: side.simulator().exchanges().get(side.simulator().exchangeCount() - 1);
			String rule = (last != null && last.brokenRule() != null) ? last.brokenRule().id() + ": " : "";
			return rule + ex.getMessage();
		}
	}

	private List<String> columns() {
		List<String> columns = new ArrayList<>(this.apis);
		columns.add(ITSELF);
		return columns;
	}

	private Side source(String api) {
		return Objects.requireNonNull(this.sources.get(api));
	}

	private Side side(String source, String target) {
		return target.equals(ITSELF) ? source(source) : Objects.requireNonNull(this.targets.get(target));
	}

	private ChatRequest conversation(String source) {
		return Objects.requireNonNull(this.conversations.get(source));
	}

	private void print(Map<String, Map<String, String>> table) {
		StringBuilder text = new StringBuilder(String.format("%-24s", "from / to"));
		columns().forEach((target) -> text.append(String.format("%-24s", target)));
		table.forEach((source, row) -> {
			text.append(String.format("%n%-24s", source));
			row.values().forEach((cell) -> text.append(String.format("%-24s", cell)));
		});
		System.out.println(text);
	}

}
