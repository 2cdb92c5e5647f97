package io.llmprovider.protocol;

import java.util.Map;
import java.util.function.Supplier;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link StreamDecoder} writes what it reads. The sink gives blocks their indices
 * and keeps the grammar; the decoder only says what the provider said. Used by one thread
 * at a time.
 */
public interface StreamSink {

	/**
	 * The provider's id of the response; the last one that is not empty counts.
	 * @param id the id, ignored if null or empty
	 */
	void responseId(@Nullable String id);

	/**
	 * The model that answers, in the provider's words; the last one that is not empty
	 * counts.
	 * @param model the model, ignored if null or empty
	 */
	void responseModel(@Nullable String model);

	/**
	 * A block of text begins.
	 * @return its index
	 */
	int textStarted();

	/**
	 * A block of reasoning begins.
	 * @return its index
	 */
	int reasoningStarted();

	/**
	 * A tool call begins.
	 * @param id the provider's id of the call; null or empty makes the sink generate one
	 * @param name the tool's name, not empty
	 * @return its index
	 */
	int toolCallStarted(@Nullable String id, String name);

	/**
	 * A block grows. Empty pieces are ignored.
	 * @param block the block's index
	 * @param piece more text, reasoning or JSON, according to the block
	 */
	void delta(int block, String piece);

	/**
	 * Adds to what the provider wants back with a block; later values replace earlier
	 * ones of the same name. Allowed until the block has ended.
	 * @param block the block's index
	 * @param name a name of the protocol's own
	 * @param value a plain value, list or map
	 */
	void replay(int block, String name, Object value);

	/**
	 * Marks an open block of reasoning as one whose text the provider hides.
	 * @param block the block's index
	 */
	void redacted(int block);

	/**
	 * A block is complete.
	 * @param block the block's index
	 */
	void ended(int block);

	/**
	 * A tool call is complete, and the provider has now given the whole arguments, which
	 * replace what was collected where they differ.
	 * @param block the block's index
	 * @param arguments the arguments as JSON text, or null to keep what was collected
	 */
	void toolCallEnded(int block, @Nullable String arguments);

	/**
	 * The provider runs a tool itself: a block of its own, complete at once.
	 * @param id the provider's id of the call, or null
	 * @param name the tool's name
	 * @param arguments its input as JSON text, or null
	 * @param replay what the provider wants back, possibly empty
	 */
	void serverToolCalled(@Nullable String id, String name, @Nullable String arguments,
			Map<String, @Nullable Object> replay);

	/**
	 * A tool that the provider ran has returned: a block of its own, complete at once.
	 * @param callId the provider's id of the call, or null
	 * @param name the kind of result, in the provider's words
	 * @param raw the result as JSON text
	 * @param replay what the provider wants back, possibly empty
	 */
	void serverToolReturned(@Nullable String callId, String name, String raw, Map<String, @Nullable Object> replay);

	/**
	 * The model gave a picture: a block of its own, complete at once.
	 * @param image the picture
	 */
	default void image(Image image) {
		image(image, Map.of());
	}

	/**
	 * The model gave a picture: a block of its own, complete at once.
	 * @param image the picture
	 * @param replay what the provider wants back, possibly empty
	 */
	void image(Image image, Map<String, @Nullable Object> replay);

	/**
	 * The model refuses, in words that the provider keeps apart from the text.
	 * @param piece more of the refusal
	 */
	void refusal(String piece);

	/**
	 * What the call used so far; the last report counts.
	 * @param usage the counts
	 */
	void usage(Usage usage);

	/**
	 * What the call used so far, told by someone who counts; the last report counts. It
	 * is asked for when it is needed, which spares those who report often.
	 * @param usage gives the counts, the same ones until there is more
	 */
	void usage(Supplier<Usage> usage);

	/**
	 * What the call cost by the provider's own account, in US dollars.
	 * @param dollars the cost
	 */
	void reportedCost(java.math.BigDecimal dollars);

	/**
	 * Why the answer ends; the last call counts. {@link FinishReason#STOP} becomes
	 * {@link FinishReason#TOOL_CALLS} if there is a tool call.
	 * @param reason the reason in our words
	 * @param raw the provider's word, or null if it sent none
	 */
	void finish(FinishReason reason, @Nullable String raw);

	/**
	 * Keeps something else that the provider said, for
	 * {@code ChatResponse.providerMetadata()}.
	 * @param name its name
	 * @param value a plain value, list or map; null removes the name
	 */
	void metadata(String name, @Nullable Object value);

	/**
	 * Hands on something that has no place in the grammar.
	 * @param type the provider's word for it
	 * @param raw what it sent, as JSON text
	 */
	void providerEvent(String type, String raw);

	/**
	 * Adds a warning to the response.
	 * @param warning the warning
	 */
	void warn(Warning warning);

	/**
	 * Whether a tool call has begun.
	 * @return whether there is at least one
	 */
	boolean hasToolCalls();

	/**
	 * Whether any block has begun.
	 * @return whether the answer has content
	 */
	boolean hasBlocks();

}
