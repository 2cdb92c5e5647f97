package io.llmprovider.protocol.openai.completions;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionsToolIdsTests {

	private static final String LONG = "call_" + "x".repeat(60);

	private static final String COMPOSITE = "call_abc|fc_" + "y".repeat(400);

	private static final Compat MISTRAL = Compat.builder().requiresMistralToolIds(true).build();

	@Test
	void shortIdsStayAsTheyAre() {
		assertThat(wire(Compat.NONE, null, "call_1", "functions.f:0")).containsExactly("call_1", "functions.f:0");
	}

	@Test
	void longIdsAreCutTheSameWayOnCallAndResult() {
		var body = Encoded.hello().request((b) -> {
			ToolCall call = new ToolCall(LONG, "f", "{}");
			b.message(AssistantMessage.of(call)).message(ToolResultMessage.of(call, "x"));
		}).body();
		String id = body.at("/messages/1/tool_calls/0/id").asString();
		assertThat(id).hasSize(40).matches("[A-Za-z0-9_-]+");
		assertThat(body.at("/messages/2/tool_call_id").asString()).isEqualTo(id);
		assertThat(wire(Compat.NONE, null, LONG)).containsExactly(id);
	}

	@Test
	void theFirstPartOfACompositeIdIsEnough() {
		assertThat(wire(Compat.NONE, null, COMPOSITE)).containsExactly("call_abc");
	}

	@Test
	void twoIdsNeverBecomeOne() {
		List<String> wire = wire(Compat.NONE, null, "call_abc|fc_1", "call_abc|fc_2", "call_abc", LONG + "1",
				LONG + "2");
		assertThat(new HashSet<>(wire)).hasSize(5);
		assertThat(wire.get(2)).isEqualTo("call_abc");
		assertThat(wire).allMatch((id) -> id.length() <= 40);
	}

	@Test
	void theServersOwnIdsGoBackAsTheyCame() {
		assertThat(wire(Compat.NONE, "acme", LONG, COMPOSITE)).containsExactly(LONG, COMPOSITE);
		assertThat(wire(Compat.builder().toolIdMaxLength(40).build(), "acme", LONG).get(0)).hasSize(40);
		assertThat(wire(Compat.builder().toolIdMaxLength(64).build(), null, "z".repeat(64)))
			.containsExactly("z".repeat(64));
		assertThat(wire(Compat.builder().toolIdMaxLength(5).build(), null, "toolong").get(0)).hasSize(5);
	}

	@Test
	void idsOfAnotherProviderHaveOnlyPlainCharacters() {
		assertThat(wire(Compat.NONE, "other", "functions.f:0")).containsExactly("functions_f_0");
	}

	@Test
	void mistralTakesNineLettersOrDigits() {
		List<String> wire = wire(MISTRAL, null, "abcDEF123", "toolu_01aaaaaaaa", "toolu_01aaaaaaab", "");
		assertThat(wire.get(0)).isEqualTo("abcDEF123");
		assertThat(wire).allMatch((id) -> id.matches("[A-Za-z0-9]{9}")).doesNotHaveDuplicates();
		assertThat(wire(MISTRAL, "acme", "toolu_01aaaaaaaa")).containsExactly(wire.get(1));
	}

	@Test
	void manyIdsStayApart() {
		String[] ids = new String[2000];
		for (int i = 0; i < ids.length; i++) {
			ids[i] = "toolu_" + i;
		}
		Set<String> wire = new HashSet<>(wire(MISTRAL, null, ids));
		assertThat(wire).hasSize(2000);
	}

	private static List<String> wire(Compat compat, @Nullable String maker, String... ids) {
		ChatRequest.Builder request = ChatRequest.builder();
		for (String id : ids) {
			Origin origin = (maker != null) ? new Origin(maker, "m", "a") : null;
			request.message(
					new AssistantMessage(List.of(new ToolCall(id, "f", "{}")), origin, FinishReason.TOOL_CALLS, null));
		}
		ChatCall call = ChatCall.builder(Model.of("acme", "m-1"))
			.baseUrl("https://acme.example")
			.compat(compat)
			.request(request.build())
			.build();
		CompletionsToolIds toolIds = new CompletionsToolIds(call, CompletionsDialect.of(call));
		return List.of(ids).stream().map(toolIds::wireId).toList();
	}

}
