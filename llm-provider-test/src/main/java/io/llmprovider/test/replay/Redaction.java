package io.llmprovider.test.replay;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.llmprovider.protocol.SecretMask;

/**
 * Takes the secrets of one exchange out of it: whatever the request carried as
 * credentials, in whatever form it comes again, and whatever looks like a key.
 */
final class Redaction {

	static final String REDACTED = "REDACTED";

	/** What is shorter is no secret, and is found everywhere. */
	private static final int SHORTEST = 8;

	/** What every client sends, or what is in addresses and bodies anyway. */
	private static final Set<String> HARMLESS = Set.of("host", "accept", "accept-language", "accept-encoding",
			"user-agent", "originator", "content-length", "content-type", "connection", "transfer-encoding",
			"x-amz-date", "x-amz-content-sha256", "x-goog-user-project", "alt");

	/** Longer than secrets are. */
	private static final int WINDOW = 4096;

	private static final Pattern MEMBER = Pattern.compile("(?i)(\"(?:[a-z0-9_-]*(?:api[_-]?key|authorization"
			+ "|authorization_token|access[_-]?token|refresh[_-]?token|id_token|client[_-]?secret|password"
			+ "|private[_-]?key|secret[_-]?access[_-]?key|session[_-]?token))\"\\s*:\\s*\")[^\"\\\\]+(\")");

	private final RecordingRules rules;

	private final Set<String> secrets = new TreeSet<>(
			Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

	private Redaction(RecordingRules rules) {
		this.rules = rules;
		rules.secrets().forEach(this::addForms);
	}

	/**
	 * Finds the secrets of a request.
	 * @param rules what is kept
	 * @param headers all of its headers
	 * @param uri its address
	 * @return what takes them out
	 */
	static Redaction of(RecordingRules rules, Collection<Map.Entry<String, String>> headers, URI uri) {
		Redaction redaction = new Redaction(rules);
		headers.forEach((header) -> {
			if (!rules.keepsRequestHeader(header.getKey()) && !isHarmless(header.getKey())) {
				redaction.addCredential(header.getValue());
			}
		});
		if (uri.getRawQuery() != null) {
			for (String parameter : uri.getRawQuery().split("&")) {
				int equals = parameter.indexOf('=');
				if (equals > 0 && !rules.keepsParameter(parameter.substring(0, equals))
						&& !isHarmless(parameter.substring(0, equals))) {
					redaction.addCredential(URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
				}
			}
		}
		if (uri.getRawUserInfo() != null) {
			redaction.addCredential(uri.getRawUserInfo());
		}
		return redaction;
	}

	private static boolean isHarmless(String name) {
		return HARMLESS.contains(name.toLowerCase(Locale.ROOT));
	}

	private void addCredential(String value) {
		addForms(value.substring(value.indexOf(' ') + 1));
		for (String piece : value.split("[\\s,;=:]+")) {
			if (piece.length() >= 2 * SHORTEST) {
				addForms(piece);
			}
		}
	}

	/** A secret in the forms that it takes in addresses and JSON. */
	private void addForms(String secret) {
		if (secret.length() >= SHORTEST) {
			this.secrets.add(secret);
			this.secrets.add(latin(secret.getBytes(StandardCharsets.UTF_8)));
			this.secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
			this.secrets.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
			this.secrets.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
			this.secrets
				.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
		}
	}

	/**
	 * What must not reach the fixture.
	 * @return the secrets in all forms
	 */
	Set<String> secrets() {
		return this.secrets;
	}

	String text(String text) {
		return MEMBER.matcher(SecretMask.apply(known(text))).replaceAll("$1" + REDACTED + "$2");
	}

	private String known(String text) {
		String clean = text;
		for (String secret : this.secrets) {
			clean = clean.replace(secret, REDACTED);
		}
		return clean;
	}

	/** The address without user, and with the parameters on the list only. */
	String url(URI uri) {
		StringBuilder url = new StringBuilder(uri.getScheme()).append("://").append(uri.getHost());
		if (uri.getPort() >= 0) {
			url.append(':').append(uri.getPort());
		}
		url.append(uri.getRawPath());
		if (uri.getRawQuery() != null) {
			String kept = List.of(uri.getRawQuery().split("&"))
				.stream()
				.filter((parameter) -> this.rules.keepsParameter(parameter.replaceFirst("=.*", "")))
				.collect(Collectors.joining("&"));
			url.append(kept.isEmpty() ? "" : "?" + kept);
		}
		return known(url.toString());
	}

	Map<String, String> requestHeaders(Collection<Map.Entry<String, String>> headers) {
		Map<String, String> kept = new LinkedHashMap<>();
		headers.forEach((header) -> {
			if (this.rules.keepsRequestHeader(header.getKey())) {
				kept.put(header.getKey().toLowerCase(Locale.ROOT), text(header.getValue()));
			}
		});
		return kept;
	}

	Map<String, String> responseHeaders(int status, Map<String, List<String>> headers) {
		Map<String, String> kept = new LinkedHashMap<>();
		headers.forEach((name, values) -> {
			if (this.rules.keepsResponseHeader(name, status)) {
				kept.put(name.toLowerCase(Locale.ROOT), header(name, values));
			}
		});
		return kept;
	}

	private String header(String name, List<String> values) {
		String value = String.join(", ", values);
		return text("location".equalsIgnoreCase(name) ? value.replaceFirst("\\?.*", "") : value);
	}

	/**
	 * A body without secrets.
	 * @param body the body
	 * @return the same bytes, or others if it is text that held some
	 * @throws UnsafeRecordingException if it holds some and is no text
	 */
	byte[] body(byte[] body) {
		return latin(text(body, latin(body)));
	}

	/**
	 * Chunks without secrets, at the same places as far as no secret lies across them.
	 * @param chunks the chunks
	 * @return chunks, of which none is empty
	 * @throws UnsafeRecordingException if there is a secret and the body is no text
	 */
	List<RecordedChunk> chunks(List<RecordedChunk> chunks) {
		String whole = chunks.stream().map((chunk) -> latin(chunk.bytes())).collect(Collectors.joining());
		String clean = text(latin(whole), whole);
		if (clean.equals(whole)) {
			return chunks;
		}
		List<RecordedChunk> safe = new ArrayList<>();
		int begin = 0;
		int end = 0;
		Duration after = chunks.get(0).after();
		for (RecordedChunk chunk : chunks) {
			if (end > begin && isSafeCut(whole, end)) {
				safe.add(new RecordedChunk(latin(whole.substring(begin, end)), after));
				begin = end;
				after = chunk.after();
			}
			end += chunk.bytes().length;
		}
		safe.add(new RecordedChunk(latin(whole.substring(begin)), after));
		List<RecordedChunk> cleaned = safe.stream()
			.map((chunk) -> new RecordedChunk(latin(text(latin(chunk.bytes()))), chunk.after()))
			.toList();
		String joined = cleaned.stream().map((chunk) -> latin(chunk.bytes())).collect(Collectors.joining());
		return joined.equals(clean) ? cleaned : List.of(new RecordedChunk(latin(clean), chunks.get(0).after()));
	}

	/** Whether no secret lies across a place. */
	private boolean isSafeCut(String whole, int place) {
		String before = whole.substring(Math.max(0, place - WINDOW), place);
		String behind = whole.substring(place, Math.min(whole.length(), place + WINDOW));
		return text(before + behind).equals(text(before) + text(behind));
	}

	private String text(byte[] bytes, String latin) {
		if (CassetteFormat.isText(bytes)) {
			return text(latin);
		}
		if (!known(latin).equals(latin)) {
			throw new UnsafeRecordingException(
					"a binary body holds a credential of the request, which cannot be taken out without breaking it");
		}
		return latin;
	}

	/** One character for each byte, so that places stay what they are. */
	private static String latin(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private static byte[] latin(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
