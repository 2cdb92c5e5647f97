package io.llmprovider.protocol.google;

import java.util.Base64;

import io.llmprovider.chat.ReplayData;
import org.jspecify.annotations.Nullable;

/**
 * The names under which this protocol keeps what Google wants back.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought
 * signatures</a>
 */
final class GoogleReplay {

	/** The signature of a part, which goes back on that very part. */
	static final String SIGNATURE = "thoughtSignature";

	/** The id that the server gave a call. */
	static final String ID = "id";

	/** A part of which nothing has a place in our words, without its signature. */
	static final String PART = "part";

	/**
	 * Google's own word for a call whose signature nobody has: the call is then not
	 * checked.
	 */
	static final String NO_SIGNATURE = "skip_thought_signature_validator";

	private GoogleReplay() {
	}

	/**
	 * The signature that the model gave a part.
	 * @param replay what the part brought
	 * @return the signature, or null if there is none, or one that is altered
	 */
	static @Nullable String signature(@Nullable ReplayData replay) {
		String signature = (replay != null) ? replay.text(SIGNATURE) : null;
		return (signature != null && isBase64(signature)) ? signature : null;
	}

	/** Anything else is refused, and with it the whole request. */
	private static boolean isBase64(String signature) {
		try {
			boolean url = signature.indexOf('-') >= 0 || signature.indexOf('_') >= 0;
			Base64.Decoder decoder = url ? Base64.getUrlDecoder() : Base64.getDecoder();
			return !signature.isEmpty() && decoder.decode(signature).length > 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
