package io.llmprovider.conformance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * Changes the payload of a message of AWS's event stream and seals it again, so that what
 * is behind the checksums is reached.
 */
final class AwsMessage {

	private static final int PRELUDE = 12;

	private static final int CHECKSUM = 4;

	private AwsMessage() {
	}

	/**
	 * Changes a message's payload.
	 * @param message the whole message
	 * @param change what to do with the payload
	 * @return the message with correct lengths and checksums; unchanged if it is none
	 */
	static byte[] withPayload(byte[] message, UnaryOperator<byte[]> change) {
		int headers = headers(message);
		if (headers < 0) {
			return message;
		}
		byte[] payload = change.apply(Arrays.copyOfRange(message, PRELUDE + headers, message.length - CHECKSUM));
		ByteBuffer sealed = ByteBuffer.allocate(PRELUDE + headers + payload.length + CHECKSUM);
		sealed.putInt(sealed.capacity()).putInt(headers);
		sealed.putInt(checksum(sealed));
		sealed.put(message, PRELUDE, headers).put(payload);
		sealed.putInt(checksum(sealed));
		return sealed.array();
	}

	/**
	 * A message's payload.
	 * @param message the whole message
	 * @return its payload; nothing if it is none
	 */
	static byte[] payload(byte[] message) {
		int headers = headers(message);
		return (headers < 0) ? new byte[0] : Arrays.copyOfRange(message, PRELUDE + headers, message.length - CHECKSUM);
	}

	/** How many bytes of headers it has, or -1 if it is no message. */
	private static int headers(byte[] message) {
		if (message.length < PRELUDE + CHECKSUM) {
			return -1;
		}
		ByteBuffer original = ByteBuffer.wrap(message);
		int headers = original.getInt(4);
		boolean whole = original.getInt(0) == message.length && headers <= message.length - PRELUDE - CHECKSUM;
		return whole ? Math.max(-1, headers) : -1;
	}

	private static int checksum(ByteBuffer written) {
		CRC32 crc = new CRC32();
		crc.update(written.array(), 0, written.position());
		return (int) crc.getValue();
	}

}
