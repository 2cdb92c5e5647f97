package io.llmprovider.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.FramingException.Reason;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Cuts a body into the messages of AWS's event stream. Where a message ends is read here,
 * so that the bound holds before anything is kept; what it says, and whether its
 * checksums are right, is left to AWS's own codec, the optional dependency
 * {@code software.amazon.eventstream:eventstream}.
 * <p>
 * The type of a frame is the header {@code :event-type}, which exceptions and errors do
 * not have: they are told by {@code :message-type}.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html">The
 * format of a message</a>
 */
public final class AwsFrameReader implements FrameReader {

	private static final String CODEC = "software.amazon.eventstream.Message";

	/** Total length, length of the headers and a checksum of these two. */
	private static final int PRELUDE = 12;

	private static final int CHECKSUM = 4;

	private static final String TYPE = ":event-type";

	private final FrameBuffer held;

	private final Frame frame = new Frame();

	private final CRC32 checksum = new CRC32();

	private byte[] lastHeaders = new byte[0];

	private Map<String, String> lastRead = Map.of();

	private int total;

	/**
	 * Creates a reader for one body.
	 * @param maxEventBytes the largest payload of a message, in bytes
	 */
	public AwsFrameReader(int maxEventBytes) {
		this.held = new FrameBuffer(maxEventBytes);
	}

	/**
	 * Makes sure that AWS's codec is there.
	 * @param provider whose answer is to be read, for the message
	 * @throws io.llmprovider.error.ConfigurationException if it is not; the message names
	 * the jar
	 */
	public static void requireCodec(String provider) {
		try {
			Class.forName(CODEC, false, AwsFrameReader.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
					"Provider '" + provider + "' streams its answers in AWS's event stream, and AWS's codec for it is"
							+ " not on the class path",
					"Add the dependency software.amazon.eventstream:eventstream, or set llm.providers." + provider
							+ ".wire-streaming to false."),
					ex)
				.attempts(0);
		}
	}

	@Override
	public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
		int at = offset;
		int end = offset + length;
		while (at < end) {
			if (this.held.size() == 0 && end - at >= PRELUDE) {
				int whole = prelude(bytes, at);
				if (end - at >= whole) {
					message(bytes, at, whole, handler);
					at += whole;
					continue;
				}
			}
			at = hold(bytes, at, end, handler);
		}
	}

	@Override
	public void end(FrameHandler handler) {
		if (this.held.size() > 0) {
			throw new FramingException(Reason.CUT, "The body ended within a message of AWS's event stream: "
					+ this.held.size() + ((this.total > 0) ? " of " + this.total : "") + " bytes of it had arrived");
		}
	}

	private int hold(byte[] bytes, int from, int end, FrameHandler handler) {
		int wanted = (this.held.size() < PRELUDE) ? PRELUDE : this.total;
		int to = Math.min(end, from + wanted - this.held.size());
		this.held.append(bytes, from, to);
		if (wanted == PRELUDE && this.held.size() == PRELUDE) {
			this.total = prelude(this.held.array(), 0);
		}
		else if (wanted > PRELUDE && this.held.size() == this.total) {
			int whole = this.total;
			this.total = 0;
			this.held.truncate(0);
			message(this.held.array(), 0, whole, handler);
		}
		return to;
	}

	/** Reads how long a message is, and trusts it only if the checksum is right. */
	private int prelude(byte[] bytes, int at) {
		ByteBuffer prelude = ByteBuffer.wrap(bytes, at, PRELUDE);
		long whole = Integer.toUnsignedLong(prelude.getInt());
		long headers = Integer.toUnsignedLong(prelude.getInt());
		if (checksum(bytes, at, 2 * Integer.BYTES) != prelude.getInt()) {
			throw malformed("the checksum of its lengths is wrong", null);
		}
		if (whole < PRELUDE + CHECKSUM + headers) {
			throw malformed("it is said to have " + whole + " bytes, of which " + headers + " are headers", null);
		}
		this.held.checkPayload(whole - headers - PRELUDE - CHECKSUM);
		this.held.checkHeld(whole);
		return (int) whole;
	}

	/**
	 * The headers of most messages are those of the message before, byte for byte, and
	 * need not be read again.
	 */
	private void message(byte[] bytes, int at, int length, FrameHandler handler) {
		int from = at + PRELUDE;
		int payload = from + this.lastHeaders.length;
		int end = at + length - CHECKSUM;
		ByteBuffer lengths = ByteBuffer.wrap(bytes, at, length);
		boolean same = this.lastHeaders.length > 0 && lengths.getInt(at + Integer.BYTES) == this.lastHeaders.length
				&& Arrays.equals(bytes, from, payload, this.lastHeaders, 0, this.lastHeaders.length);
		if (same && checksum(bytes, at, length - CHECKSUM) == lengths.getInt(end)) {
			handler.frame(this.frame.set(this.lastRead.get(TYPE), this.lastRead, bytes, payload, end - payload));
		}
		else {
			decode(bytes, at, length, handler);
		}
	}

	private void decode(byte[] bytes, int at, int length, FrameHandler handler) {
		Message message;
		try {
			message = Message.decode(ByteBuffer.wrap(bytes, at, length).slice());
		}
		catch (RuntimeException ex) {
			// The codec has no exception of its own: all of them are about these bytes.
			throw malformed(String.valueOf(ex.getMessage()), ex);
		}
		Map<String, String> headers = new LinkedHashMap<>();
		message.getHeaders().forEach((name, value) -> headers.put(name, text(value)));
		byte[] payload = message.getPayload();
		int from = at + PRELUDE;
		this.lastHeaders = Arrays.copyOfRange(bytes, from, at + length - CHECKSUM - payload.length);
		this.lastRead = Collections.unmodifiableMap(headers);
		handler.frame(this.frame.set(headers.get(TYPE), this.lastRead, payload, 0, payload.length));
	}

	private int checksum(byte[] bytes, int from, int length) {
		this.checksum.reset();
		this.checksum.update(bytes, from, length);
		return (int) this.checksum.getValue();
	}

	private static String text(HeaderValue value) {
		// The type of a value cannot be named outside of the codec.
		return "STRING".equals(String.valueOf((Object) value.getType())) ? value.getString() : value.toString();
	}

	private static FramingException malformed(String what, @Nullable Throwable cause) {
		FramingException failure = new FramingException(Reason.MALFORMED,
				"A message of AWS's event stream cannot be read: " + what);
		if (cause != null) {
			failure.initCause(cause);
		}
		return failure;
	}

}
