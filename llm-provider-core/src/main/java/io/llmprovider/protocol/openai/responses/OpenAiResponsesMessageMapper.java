package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation as items.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">The
 * input of a response</a>
 */
final class OpenAiResponsesMessageMapper {

	private final ChatCall call;

	private final ResponsesDialect dialect;

	private final boolean breakpoints;

	private final ResponsesToolOutputs outputs;

	private final ResponsesAssistantMapper assistants;

	private final List<Map<String, @Nullable Object>> items = new ArrayList<>();

	OpenAiResponsesMessageMapper(ChatCall call, ResponsesDialect dialect) {
		this.call = call;
		this.dialect = dialect;
		ResponsesCalls calls = new ResponsesCalls(call);
		this.breakpoints = dialect.hasBreakpoints(call);
		this.outputs = new ResponsesToolOutputs(calls, this.breakpoints);
		this.assistants = new ResponsesAssistantMapper(calls, dialect);
	}

	List<Map<String, @Nullable Object>> items() {
		if (!this.dialect.systemIsBeside()) {
			system();
		}
		List<Message> messages = this.call.request().messages();
		Mapper mapper = new Mapper();
		messages.subList(firstNew(this.call), messages.size()).forEach((message) -> message.accept(mapper));
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
		List<Text> system = this.call.request().system();
		boolean developer = Boolean.TRUE.equals(this.call.model().capabilities().reasoning())
				&& this.dialect.supportsDeveloperRole();
		add(developer ? "developer" : "system", ResponsesContent.parts(system, this.breakpoints));
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

	/** Each method tells how many items there are then. */
	private final class Mapper implements Message.Visitor<Integer> {

		private final OpenAiResponsesMessageMapper mapper = OpenAiResponsesMessageMapper.this;

		@Override
		public Integer user(UserMessage message) {
			add("user", ResponsesContent.parts(message.content(), this.mapper.breakpoints));
			return this.mapper.items.size();
		}

		@Override
		public Integer assistant(AssistantMessage message) {
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
