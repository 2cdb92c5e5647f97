package io.llmprovider.protocol.ollama;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.MediaRule.Place;
import io.llmprovider.protocol.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * The content of one message, taken apart into text, thinking and images.
 */
final class OllamaContent implements Content.Visitor<OllamaContent> {

	private static final String BASE64 = ";base64,";

	private final String provider;

	private final String separator;

	private final StringBuilder text = new StringBuilder();

	private final StringBuilder thinking = new StringBuilder();

	private final List<String> images = new ArrayList<>();

	/**
	 * Begins a message.
	 * @param provider the provider's name
	 * @param separator what stands between two pieces of text
	 */
	OllamaContent(String provider, String separator) {
		this.provider = provider;
		this.separator = separator;
	}

	/** Why Ollama does not take something, or null if it does. */
	static @Nullable String refusal(Media media, Modality kind, Place place) {
		if (kind == Modality.IMAGE) {
			return (media instanceof Media.Bytes || base64(media) != null) ? null
					: "Ollama takes images as bytes, not as an address";
		}
		return (kind == Modality.TEXT) ? null : "Ollama takes documents only if they are text";
	}

	String text() {
		return this.text.toString();
	}

	String thinking() {
		return this.thinking.toString();
	}

	List<String> images() {
		return this.images;
	}

	@Override
	public OllamaContent text(Text block) {
		append(block.text());
		return this;
	}

	@Override
	public OllamaContent json(JsonContent json) {
		append(json.json());
		return this;
	}

	@Override
	public OllamaContent image(Image image) {
		String base64 = (image.media() instanceof Media.Bytes bytes) ? bytes.base64() : base64(image.media());
		if (base64 != null) {
			this.images.add(base64);
		}
		else {
			throw refused("Ollama takes images as bytes, not as an address",
					"Load the image and send Image.of(bytes, mediaType) to llm.providers." + this.provider + ".");
		}
		return this;
	}

	@Override
	public OllamaContent document(Document document) {
		if (PlainText.is(document.media())) {
			append(PlainText.of(document));
		}
		else {
			throw refused("Ollama takes documents only if they are text",
					"Send the document's text, or use a provider that takes documents instead of llm.providers."
							+ this.provider + ".");
		}
		return this;
	}

	@Override
	public OllamaContent reasoning(Reasoning reasoning) {
		if (!reasoning.redacted()) {
			this.thinking.append(reasoning.text());
		}
		return this;
	}

	/** Written by the message as a whole. */
	@Override
	public OllamaContent toolCall(ToolCall call) {
		return this;
	}

	/**
	 * Only its provider can make use of it again; the answer's text holds what came of
	 * it.
	 */
	@Override
	public OllamaContent serverToolCall(ServerToolCall call) {
		return this;
	}

	/**
	 * Only its provider can make use of it again; the answer's text holds what came of
	 * it.
	 */
	@Override
	public OllamaContent serverToolResult(ServerToolResult result) {
		return this;
	}

	private static LlmException refused(String problem, String action) {
		return ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(problem, action)).attempts(0);
	}

	private void append(String piece) {
		if (!piece.isEmpty() && this.text.length() > 0) {
			this.text.append(this.separator);
		}
		this.text.append(piece);
	}

	private static @Nullable String base64(Media media) {
		if (!(media instanceof Media.Url url) || !url.url().regionMatches(true, 0, "data:", 0, 5)) {
			return null;
		}
		int data = url.url().indexOf(BASE64);
		if (data < 0) {
			return null;
		}
		String base64 = url.url().substring(data + BASE64.length());
		return (base64.indexOf('\n') < 0 && base64.indexOf('\r') < 0) ? base64
				: Base64.getEncoder().encodeToString(Base64.getMimeDecoder().decode(base64));
	}

}
