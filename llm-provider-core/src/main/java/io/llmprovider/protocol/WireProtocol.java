package io.llmprovider.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * An API type: how a canonical call becomes an HTTP request, and how its answer becomes
 * events. Implementations are pure and serve all calls at once. One bean of this type
 * adds an API to an application.
 */
public interface WireProtocol {

	/**
	 * The value of the {@code api} property that selects this protocol, such as
	 * {@code openai-completions}.
	 * @return the id
	 */
	String id();

	/**
	 * Writes a call as a request.
	 * @param call the call, its options merged and its conversation made fit
	 * @return the request, without credentials
	 * @throws io.llmprovider.error.InvalidRequestException if the call cannot be written
	 */
	WireRequest encode(ChatCall call);

	/**
	 * The framing of a streamed answer.
	 * @param call the call
	 * @return a new reader
	 */
	FrameReader framing(ChatCall call);

	/**
	 * Reads a streamed answer.
	 * @param call the call
	 * @param sink where to write what is read
	 * @return a new decoder
	 */
	StreamDecoder decoder(ChatCall call, StreamSink sink);

	/**
	 * Whether an answer of this content type to a streamed call comes in frames. Some
	 * servers answer a streamed call with one JSON document; it is then read by
	 * {@link #decode}.
	 * @param contentType the answer's content type without parameters, in lower case, or
	 * null if it has none
	 * @return whether to read frames
	 */
	default boolean isFramed(@Nullable String contentType) {
		return !"application/json".equals(contentType);
	}

	/**
	 * Reads an answer that is not streamed, as the same events. The usual takes it for a
	 * stream that came at once.
	 * @param call the call
	 * @param body the whole body
	 * @param sink where to write what is read
	 * @throws LlmException if the body reports a failure or is not of this protocol
	 */
	default void decode(ChatCall call, byte[] body, StreamSink sink) {
		StreamDecoder decoder = decoder(call, sink);
		FrameReader frames = framing(call);
		FrameHandler unlessComplete = (frame) -> {
			if (!decoder.isComplete()) {
				decoder.frame(frame);
			}
		};
		frames.read(body, 0, body.length, unlessComplete);
		frames.end(unlessComplete);
		decoder.end();
	}

	/**
	 * Reads an answer that is no success.
	 * @param call the call
	 * @param response the answer
	 * @return what to throw
	 */
	LlmException error(ChatCall call, ErrorResponse response);

	/**
	 * Another way to say a call that the provider has refused before it said anything:
	 * without something that it has forgotten or does not allow. It is asked for once in
	 * a call; the other request is sent at once and is one of the call's attempts, so
	 * that a call which may be made only once is not said in another way.
	 * @param call the call
	 * @param failure why it was refused
	 * @return the other request, if there is one
	 */
	default Optional<WireRequest> fallback(ChatCall call, LlmException failure) {
		return Optional.empty();
	}

	/**
	 * What this API demands of a conversation. The messages of a call are made to fit
	 * before it is encoded.
	 * @param call the call as the caller made it: its model, dialect and options
	 * @return the rules
	 */
	default HandoverRules handover(ChatCall call) {
		return HandoverRules.DEFAULTS;
	}

	/**
	 * The options that only this protocol has.
	 * @return their declaration
	 */
	default OptionSpec options() {
		return OptionSpec.NONE;
	}

	/**
	 * The header in which this API takes its key, where the settings do not say how it
	 * travels.
	 * @return the header's name, or null if the key is a bearer token
	 */
	default @Nullable String keyHeader() {
		return null;
	}

	/**
	 * The cloud that this API is a part of. Calls without a key carry a token of its
	 * identity service, if the library that fetches such tokens is on the class path.
	 * @return the cloud, or null if there is only the key
	 */
	default @Nullable Cloud cloud() {
		return null;
	}

	/**
	 * The absolute URL for a base URL as users of this API write it.
	 * @param baseUrl what is written, not blank
	 * @return an address with scheme and host; the same text if that is all this API
	 * takes, or if it cannot be understood
	 */
	default String absolute(String baseUrl) {
		return baseUrl;
	}

	/**
	 * The query parameters that a base URL of this API may have; any other is refused
	 * when the application starts.
	 * @return their names
	 */
	default Set<String> baseUrlParameters() {
		return Set.of();
	}

	/**
	 * For how long the server may say nothing before or within an answer, if that is
	 * longer than usual. Limits that somebody has set count more.
	 * @param call the call
	 * @return the time, or null if it is the usual one
	 */
	default @Nullable Duration silence(ChatCall call) {
		return null;
	}

	/**
	 * How the usage of an answer that brought none is asked for.
	 * @param call the call
	 * @return the way to ask, if the provider has one
	 */
	default Optional<UsageLookup> usageLookup(ChatCall call) {
		return Optional.empty();
	}

}
