package io.llmprovider.protocol.bedrock;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/**
 * Bytes that come in pieces, such as those of encrypted reasoning or of a picture, each
 * of them in base64 of its own.
 */
final class BedrockBytes {

	private final StringBuilder pieces = new StringBuilder(0);

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

	private boolean decoded = true;

	void add(String piece) {
		this.pieces.append(piece);
		// A piece that does not fill its last four is one of a text that was cut.
		this.decoded &= piece.length() % 4 == 0;
		if (this.decoded) {
			try {
				this.bytes.writeBytes(Base64.getDecoder().decode(piece));
			}
			catch (IllegalArgumentException ex) {
				// Cut within its padding, or no base64 at all.
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
