package io.llmprovider.transport;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.llmprovider.protocol.SecretMask;
import io.llmprovider.protocol.WireRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire in the log, at debug under {@code io.llmprovider.wire}: addresses without
 * query, headers by an allow-list, the beginning of the body without what looks like a
 * key. Bodies hold what users wrote: this is for development.
 */
public final class WireLog {

	private static final Logger LOG = LoggerFactory.getLogger("io.llmprovider.wire");

	private static final Set<String> SHOWN = Set.of("accept", "content-type", "user-agent", "x-request-id",
			"request-id", "retry-after");

	private static final int MAX_BODY = 4096;

	private WireLog() {
	}

	/**
	 * Whether anything is noted at all.
	 * @return whether debug is on
	 */
	public static boolean isOn() {
		return LOG.isDebugEnabled();
	}

	static void request(String provider, WireRequest request) {
		if (LOG.isDebugEnabled()) {
			LOG.debug("{} > {} {} {} {}", provider, request.method(), withoutQuery(request.uri()), headers(request),
					body(request.bytes()));
		}
	}

	/**
	 * Notes the beginning of an answer.
	 * @param provider whose it is
	 * @param status its HTTP status
	 * @param contentType its content type, or the word "none"
	 */
	public static void response(String provider, int status, String contentType) {
		LOG.debug("{} < {} {}", provider, status, contentType);
	}

	/**
	 * Notes bytes of a body.
	 * @param provider whose it is
	 * @param bytes holds them
	 * @param offset where they begin
	 * @param length how many there are
	 */
	public static void body(String provider, byte[] bytes, int offset, int length) {
		if (LOG.isDebugEnabled()) {
			LOG.debug("{} < {}", provider,
					SecretMask.apply(new String(bytes, offset, Math.min(length, MAX_BODY), StandardCharsets.UTF_8))
						.stripTrailing());
		}
	}

	/**
	 * Notes that the caller cancelled.
	 * @param provider whose answer it was
	 * @param received how many bytes of it had come
	 */
	public static void cancelled(String provider, long received) {
		LOG.debug("{} x cancelled after {} bytes", provider, received);
	}

	private static String body(byte[] bytes) {
		String text = SecretMask.apply(new String(bytes, 0, Math.min(bytes.length, MAX_BODY), StandardCharsets.UTF_8));
		return (bytes.length > MAX_BODY) ? text + "… (" + bytes.length + " bytes)" : text;
	}

	private static Map<String, String> headers(WireRequest request) {
		Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		request.headers()
			.forEach((name, value) -> shown.put(name,
					SHOWN.contains(name.toLowerCase(java.util.Locale.ROOT)) ? value : "(hidden)"));
		return shown;
	}

	static String withoutQuery(String uri) {
		int query = uri.indexOf('?');
		return (query < 0) ? uri : uri.substring(0, query);
	}

}
