package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation as items.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">The
 * input of a response</a>
 */
final class OpenAiResponsesMessageMapper {

	private static final String LEAD_IN = "From the results of the tools:";

	private final ChatCall call;

	private final ResponsesDialect dialect;

	private final ResponsesContent content;

	private final ResponsesToolOutputs outputs;

	private final ResponsesAssistantMapper assistants;

	private final List<Map<String, @Nullable Object>> items = new ArrayList<>();

	OpenAiResponsesMessageMapper(ChatCall call, ResponsesDialect dialect, String api, List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.content = new ResponsesContent(call, warnings);
		ResponsesCalls calls = new ResponsesCalls(call, api);
		this.outputs = new ResponsesToolOutputs(calls, this.content, dialect);
		this.assistants = new ResponsesAssistantMapper(calls, dialect.stateful());
	}

	List<Map<String, @Nullable Object>> items() {
		if (!this.dialect.systemIsBeside()) {
			system();
		}
		List<Message> messages = this.call.request().messages();
		Mapper mapper = new Mapper();
		messages.subList(firstNew(this.call), messages.size()).forEach((message) -> message.accept(mapper));
		pictures();
		return this.items;
	}

	/**
	 * The first message that the provider does not have yet: the one behind the answer
	 * that the call goes on from. All messages are new if that answer is not among them.
	 * @param call the call
	 * @return an index
	 */
	static int firstNew(ChatCall call) {
		Object previous = call.options().providerOptions().get(ResponsesOptions.PREVIOUS_RESPONSE_ID);
		List<Message> messages = call.request().messages();
		for (int i = messages.size() - 1; i >= 0 && previous != null; i--) {
			if (messages.get(i) instanceof AssistantMessage answer && previous.equals(answer.responseId())) {
				return i + 1;
			}
		}
		return 0;
	}

	private void system() {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>();
		for (Text block : this.call.request().system()) {
			if (!block.text().isEmpty()) {
				parts.add(ResponsesContent.text(block.text()));
			}
		}
		boolean developer = Boolean.TRUE.equals(this.call.model().capabilities().reasoning())
				&& this.dialect.supportsDeveloperRole();
		add(developer ? "developer" : "system", parts);
	}

	private void add(String role, List<Map<String, @Nullable Object>> parts) {
		if (!parts.isEmpty()) {
			Map<String, @Nullable Object> item = new LinkedHashMap<>();
			item.put("type", "message");
			item.put("role", role);
			item.put("content", parts);
			this.items.add(item);
		}
	}

	/** The block of tool results is over: its pictures follow. */
	private void pictures() {
		List<Content> pictures = this.outputs.takePictures();
		if (!pictures.isEmpty()) {
			List<Content> pieces = new ArrayList<>(List.of(new Text(LEAD_IN)));
			pieces.addAll(pictures);
			add("user", this.content.parts(pieces));
		}
	}

	/** Each method tells how many items there are then. */
	private final class Mapper implements Message.Visitor<Integer> {

		private final OpenAiResponsesMessageMapper mapper = OpenAiResponsesMessageMapper.this;

		@Override
		public Integer user(UserMessage message) {
			pictures();
			add("user", this.mapper.content.parts(message.content()));
			return this.mapper.items.size();
		}

		@Override
		public Integer assistant(AssistantMessage message) {
			pictures();
			this.mapper.items.addAll(this.mapper.assistants.items(message));
			return this.mapper.items.size();
		}

		@Override
		public Integer toolResult(ToolResultMessage message) {
			this.mapper.items.add(this.mapper.outputs.item(message));
			return this.mapper.items.size();
		}

	}

}
