package io.llmprovider.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

import io.llmprovider.json.Json;

/**
 * Compares reading by the pattern of the frame before with parsing: both are to say the
 * same.
 *
 * @param protocol frames the bodies
 * @param call the call that is answered
 * @param decoders decoders that use patterns, or do not
 */
public record TemplateChecks(WireProtocol protocol, ChatCall call,
		BiFunction<StreamSink, Boolean, StreamDecoder> decoders) {

	private static final String[] TEXTS = { "a", " word", "", "\\n", "\\\"", "\\\\", "é", "日本", "😀", "\\ud83d\\ude00",
			"\\ud83d", "\\u00e9", "\\/", "\\t\\r\\b\\f", "�", "}", "\\u003cth", "a\\u0000b", " ".repeat(300), "null",
			"[DONE]" };

	private static final String[] BROKEN = { "\\x", "\\u12", "\n", "\t", "\"", "\\", "\\u12G4" };

	/**
	 * Frames that are random sequences of shapes, in which {@code %s} is the text of the
	 * frame, {@code %t} another one, {@code %n} and {@code %m} numbers, {@code %p}
	 * padding and {@code %b} blanks.
	 */
	public static List<String> frames(Random random, String[] shapes, boolean broken) {
		List<String> frames = new ArrayList<>();
		String shape = shapes[0];
		int count = 2 + random.nextInt(30);
		for (int i = 0; i < count; i++) {
			if (random.nextInt(4) == 0) {
				shape = shapes[random.nextInt(shapes.length)];
			}
			String text = (broken && random.nextInt(8) == 0) ? BROKEN[random.nextInt(BROKEN.length)]
					: TEXTS[random.nextInt(TEXTS.length)];
			frames.add(filled(shape, text, TEXTS[random.nextInt(TEXTS.length)], random.nextInt(200),
					"abcdefgh".substring(random.nextInt(8))));
		}
		return frames;
	}

	public static String filled(String shape, String text, String other, int number, String padding) {
		return shape.replace("%s", text)
			.replace("%t", other)
			.replace("%n", Integer.toString(number))
			.replace("%m", Integer.toString(number + 7))
			.replace("%p", padding)
			.replace("%b", " ".repeat(padding.length()));
	}

	/**
	 * What random server-sent events, and those that end an answer, say differently.
	 */
	public List<String> differencesInRandomEvents(long seed, String[] shapes, String... end) {
		List<String> differences = new ArrayList<>();
		Random random = new Random(seed);
		for (int stream = 0; stream < 400; stream++) {
			List<String> frames = frames(random, shapes, stream % 10 == 0);
			frames.addAll(List.of(end));
			differences.addAll(differencesIn(
					("data: " + String.join("\n\ndata: ", frames) + "\n\n").getBytes(StandardCharsets.UTF_8)));
		}
		return differences;
	}

	/**
	 * What recorded streams say differently, as they are and with each event twice in a
	 * row.
	 */
	public List<String> differencesInRecordedStreams() throws IOException {
		List<String> differences = new ArrayList<>();
		for (Path folder : CorpusAnswers.cases(this.protocol.id())) {
			byte[] body = Files.readAllBytes(folder.resolve("response.raw"));
			differences.addAll(differencesIn(body));
			differences.addAll(differencesIn(doubled(body)));
		}
		return differences;
	}

	/** What one stream says differently: nothing, or one entry with both readings. */
	public List<String> differencesIn(byte[] body) {
		String parsed = read(body, false);
		String byPattern = read(body, true);
		return byPattern.equals(parsed) ? List.of() : List
			.of(new String(body, StandardCharsets.UTF_8) + "\nparsed: " + parsed + "\nby the pattern: " + byPattern);
	}

	/**
	 * Whether a decoder that has read these frames reads the last of them by its pattern
	 * if it comes again, which nothing that it says would tell.
	 */
	public boolean knowsLastFrameOf(byte[] body) {
		Assembler assembler = new Assembler(this.call, this.protocol.id(), List.of(), (event) -> {
		});
		StreamDecoder decoder = this.decoders.apply(assembler, true);
		Frame last = new Frame();
		this.protocol.framing(this.call).read(body, 0, body.length, (frame) -> {
			decoder.frame(frame);
			byte[] payload = Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
			last.set(frame.type(), payload, 0, payload.length);
		});
		return template(decoder).match(last) != null;
	}

	private static FrameTemplate template(Object holder) {
		try {
			for (Field field : holder.getClass().getDeclaredFields()) {
				field.setAccessible(true);
				if (field.get(holder) instanceof FrameTemplate template) {
					return template;
				}
				if (field.getType().getSimpleName().endsWith("Template")) {
					return template(field.get(holder));
				}
			}
		}
		catch (IllegalAccessException ex) {
			throw new AssertionError(ex);
		}
		throw new AssertionError(holder.getClass() + " has no pattern");
	}

	private String read(byte[] body, boolean templates) {
		try {
			return shown(Answered.stream(this.protocol, this.call, (sink) -> this.decoders.apply(sink, templates), body,
					Integer.MAX_VALUE));
		}
		catch (FramingException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private static byte[] doubled(byte[] body) {
		return (body.length > 0 && body[0] == 0) ? doubledMessages(body) : doubledEvents(body);
	}

	/** Of AWS's event stream, whose messages begin with their length. */
	private static byte[] doubledMessages(byte[] body) {
		ByteArrayOutputStream twice = new ByteArrayOutputStream();
		int length;
		for (int at = 0; at + Integer.BYTES <= body.length; at += length) {
			length = Math.min(ByteBuffer.wrap(body, at, Integer.BYTES).getInt(), body.length - at);
			twice.write(body, at, length);
			twice.write(body, at, length);
		}
		return twice.toByteArray();
	}

	private static byte[] doubledEvents(byte[] body) {
		String text = new String(body, StandardCharsets.ISO_8859_1);
		ByteArrayOutputStream twice = new ByteArrayOutputStream();
		try {
			for (String event : text.split("(?<=\n\r?\n)")) {
				twice.write(event.getBytes(StandardCharsets.ISO_8859_1));
				twice.write(event.getBytes(StandardCharsets.ISO_8859_1));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return twice.toByteArray();
	}

	/** Everything but the ids that the library makes up. */
	private static String shown(Answered answered) {
		String shown = answered.events() + "\n" + answered.failure() + "\n" + Json.text(answered.response());
		return shown.replaceAll("id=[a-z0-9]{9},", "id=?,").replaceAll("\"id\":\"[a-z0-9]{9}\"", "\"id\":\"?\"");
	}

}
