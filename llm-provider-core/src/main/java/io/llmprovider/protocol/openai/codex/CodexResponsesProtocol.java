package io.llmprovider.protocol.openai.codex;

import java.util.Set;

import io.llmprovider.error.LlmException;
import io.llmprovider.model.Capabilities;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.responses.OpenAiResponsesProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Responses as the back end of ChatGPT plans speaks them. Whether a program may use a
 * plan so is a matter of OpenAI's terms, so nothing is preset: the user names API type,
 * base URL, token and account. The library says who it is, as {@code originator} and as
 * {@code User-Agent}; headers of the user's own replace both.
 * <p>
 * Declined on purpose: signing in, refreshing or reading a token (its owner does that;
 * the token is asked for anew at each attempt), the vendor's client id, its name and its
 * feature headers, and the web socket.
 */
public final class CodexResponsesProtocol extends OpenAiResponsesProtocol {

	/** The id of this protocol. */
	public static final String ID = "openai-codex-responses";

	static final String ACCOUNT_ID = "account_id";

	/** All else is refused there, as an unsupported parameter. */
	private static final Set<String> KNOWN = Set.of("tools", "service_tier", "verbosity", "reasoning_summary",
			"include", "prompt_cache_key");

	private static final OptionSpec ACCOUNT = OptionSpec.of(new Option(ACCOUNT_ID, Type.TEXT,
			"The account that the token is for; sent as the header " + CodexAccount.HEADER + "."));

	/**
	 * Creates the protocol.
	 */
	public CodexResponsesProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return CodexRequest.of(call, options()).encode(super::encode);
	}

	@Override
	protected boolean isOpenAi(ChatCall call) {
		return true;
	}

	@Override
	protected boolean keepsSystemApart(ChatCall call) {
		return true;
	}

	@Override
	protected Capabilities usualCapabilities(ChatCall call) {
		return CodexModel.capabilities(call.model().id());
	}

	@Override
	protected @Nullable String account(ChatCall call) {
		CodexAccount account = CodexAccount.of(call, options().check(call));
		return (account != null) ? account.mark() : null;
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new CodexStreamDecoder(super.decoder(call, sink), sink);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return CodexErrors.explained(call, super.error(call, response));
	}

	@Override
	public OptionSpec options() {
		return super.options().only(KNOWN).and(ACCOUNT);
	}

}
