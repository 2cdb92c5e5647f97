package io.llmprovider.handover;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.UserContent;
import io.llmprovider.json.Surrogates;
import org.jspecify.annotations.Nullable;

/**
 * Removes halves of characters. They come from texts that were cut at a length, cannot be
 * written as UTF-8 and are refused by every server; what they stood for is lost anyway.
 */
final class CleanTexts implements Step, Content.Visitor<Content> {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		if (!handing.keeps(HandoverRule.LONE_SURROGATES)) {
			return messages;
		}
		return Turns.pieces(messages, (piece) -> (UserContent) piece.accept(this),
				(piece) -> (AssistantContent) piece.accept(this), (piece) -> (ToolResultContent) piece.accept(this));
	}

	/** The system prompt, cleaned. */
	static List<Text> system(List<Text> system, Handing handing) {
		return handing.keeps(HandoverRule.LONE_SURROGATES) ? Lists.map(system, CleanTexts::clean) : system;
	}

	/** The tools, cleaned. */
	static List<Tool> tools(List<Tool> tools, Handing handing) {
		return handing.keeps(HandoverRule.LONE_SURROGATES) ? Lists.map(tools, CleanTexts::clean) : tools;
	}

	/** The options in which somebody wrote texts, cleaned. */
	static ChatOptions options(ChatOptions options, Handing handing) {
		if (!handing.keeps(HandoverRule.LONE_SURROGATES)) {
			return options;
		}
		Map<String, @Nullable Object> own = Surrogates.clean(options.providerOptions());
		Map<String, @Nullable Object> extra = Surrogates.clean(options.extraBody());
		ResponseFormat format = clean(options.responseFormat());
		boolean same = own == options.providerOptions() && extra == options.extraBody()
				&& format == options.responseFormat();
		return same ? options
				: options.toBuilder().providerOptions(own).extraBody(extra).responseFormat(format).build();
	}

	private static @Nullable ResponseFormat clean(@Nullable ResponseFormat format) {
		if (!(format instanceof ResponseFormat.JsonSchema schema)) {
			return format;
		}
		Map<String, @Nullable Object> clean = Surrogates.clean(schema.schema());
		return (clean == schema.schema()) ? format
				: new ResponseFormat.JsonSchema(schema.name(), clean, schema.strict());
	}

	private static Tool clean(Tool tool) {
		String description = Surrogates.clean(tool.description());
		Map<String, @Nullable Object> schema = Surrogates.clean(tool.inputSchema());
		boolean same = description == tool.description() && schema == tool.inputSchema();
		return same ? tool : new Tool(tool.name(), description, schema, tool.strict(), tool.cache());
	}

	private static Text clean(Text text) {
		String clean = Surrogates.clean(text.text());
		ReplayData replay = clean(text.replay());
		boolean same = clean == text.text() && replay == text.replay();
		return same ? text : new Text(clean, text.cache(), replay);
	}

	private static @Nullable String clean(@Nullable String text) {
		return (text != null) ? Surrogates.clean(text) : null;
	}

	private static @Nullable ReplayData clean(@Nullable ReplayData replay) {
		if (replay == null) {
			return null;
		}
		Map<String, @Nullable Object> payload = Surrogates.clean(replay.payload());
		return (payload == replay.payload()) ? replay
				: new ReplayData(replay.provider(), replay.model(), replay.api(), payload);
	}

	@Override
	public Content text(Text text) {
		return clean(text);
	}

	@Override
	public Content image(Image image) {
		ReplayData replay = clean(image.replay());
		return (replay == image.replay()) ? image : new Image(image.media(), image.detail(), image.cache(), replay);
	}

	@Override
	public Content document(Document document) {
		String name = clean(document.name());
		return (name == document.name()) ? document : new Document(document.media(), name, document.cache());
	}

	@Override
	public Content json(JsonContent json) {
		String clean = Surrogates.cleanJson(json.json());
		return (clean == json.json()) ? json : new JsonContent(clean, json.cache());
	}

	@Override
	public Content reasoning(Reasoning reasoning) {
		String clean = Surrogates.clean(reasoning.text());
		ReplayData replay = clean(reasoning.replay());
		boolean same = clean == reasoning.text() && replay == reasoning.replay();
		return same ? reasoning : new Reasoning(clean, reasoning.redacted(), replay);
	}

	@Override
	public Content toolCall(ToolCall call) {
		String arguments = Surrogates.cleanJson(call.arguments());
		ReplayData replay = clean(call.replay());
		boolean same = arguments == call.arguments() && replay == call.replay();
		return same ? call : new ToolCall(call.id(), call.name(), arguments, replay);
	}

	@Override
	public Content serverToolCall(ServerToolCall call) {
		String arguments = (call.arguments() != null) ? Surrogates.cleanJson(call.arguments()) : null;
		ReplayData replay = clean(call.replay());
		boolean same = arguments == call.arguments() && replay == call.replay();
		return same ? call : new ServerToolCall(call.id(), call.name(), arguments, replay);
	}

	@Override
	public Content serverToolResult(ServerToolResult result) {
		String raw = Surrogates.cleanJson(result.raw());
		ReplayData replay = clean(result.replay());
		boolean same = raw == result.raw() && replay == result.replay();
		return same ? result : new ServerToolResult(result.callId(), result.name(), raw, replay);
	}

}
