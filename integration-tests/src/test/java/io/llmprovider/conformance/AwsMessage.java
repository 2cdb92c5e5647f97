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
		if (message.length < PRELUDE + CHECKSUM) {
			return message;
		}
		ByteBuffer original = ByteBuffer.wrap(message);
		int headers = original.getInt(4);
		if (original.getInt(0) != message.length || headers < 0 || headers > message.length - PRELUDE - CHECKSUM) {
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

	private static int checksum(ByteBuffer written) {
		CRC32 crc = new CRC32();
		crc.update(written.array(), 0, written.position());
		return (int) crc.getValue();
	}

}
