package io.llmprovider.protocol.bedrock;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/**
 * Encrypted reasoning that comes in pieces, each of them bytes in base64 of its own.
 */
final class BedrockRedacted {

	private final StringBuilder pieces = new StringBuilder(0);

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

	private boolean decoded = true;

	void add(String piece) {
		this.pieces.append(piece);
		if (this.decoded) {
			try {
				this.bytes.writeBytes(Base64.getDecoder().decode(piece));
			}
			catch (IllegalArgumentException ex) {
				// Not base64 by itself: one text that was cut.
				this.decoded = false;
			}
		}
	}

	boolean isEmpty() {
		return this.pieces.isEmpty();
	}

	String base64() {
		return this.decoded ? Base64.getEncoder().encodeToString(this.bytes.toByteArray()) : this.pieces.toString();
	}

}
