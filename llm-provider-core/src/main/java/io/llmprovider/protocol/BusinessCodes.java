package io.llmprovider.protocol;

import java.util.HashMap;
import java.util.Map;

import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The numbers by which MiniMax and Z.ai name errors, in whatever status they come.
 */
final class BusinessCodes {

	private static final Map<String, ErrorKind> MINIMAX = Map.of("1000", ErrorKind.SERVER, "1001", ErrorKind.TIMEOUT,
			"1002", ErrorKind.RATE_LIMIT, "1004", ErrorKind.AUTHENTICATION, "1008", ErrorKind.QUOTA_EXHAUSTED, "1026",
			ErrorKind.CONTENT_FILTER, "1027", ErrorKind.CONTENT_FILTER, "1039", ErrorKind.RATE_LIMIT, "2049",
			ErrorKind.AUTHENTICATION);

	private static final Map<String, ErrorKind> ZAI = zai();

	private BusinessCodes() {
	}

	static @Nullable ErrorVerdict find(ErrorBody body) {
		JsonNode base = body.root().path("base_resp").path("status_code");
		if (base.isNumber() || base.isString()) {
			ErrorKind kind = MINIMAX.get(base.asString());
			return (kind != null) ? ErrorVerdict.of(kind) : null;
		}
		// Others number their errors, too, but not as a text inside the error object.
		if (body.error() == body.root()) {
			return null;
		}
		ErrorKind kind = zai(body.error().path("code"));
		kind = (kind != null) ? kind : zai(body.error().path("type"));
		return (kind != null) ? ErrorVerdict.of(kind) : null;
	}

	private static @Nullable ErrorKind zai(JsonNode code) {
		return code.isString() ? ZAI.get(code.stringValue()) : null;
	}

	private static Map<String, ErrorKind> zai() {
		Map<String, ErrorKind> codes = new HashMap<>();
		range(codes, 1000, 1004, ErrorKind.AUTHENTICATION);
		range(codes, 1110, 1121, ErrorKind.PERMISSION);
		range(codes, 1210, 1215, ErrorKind.INVALID_REQUEST);
		range(codes, 1302, 1303, ErrorKind.RATE_LIMIT);
		range(codes, 1308, 1311, ErrorKind.QUOTA_EXHAUSTED);
		codes.put("1113", ErrorKind.QUOTA_EXHAUSTED);
		codes.put("1211", ErrorKind.NOT_FOUND);
		codes.put("1234", ErrorKind.SERVER);
		codes.put("1261", ErrorKind.CONTEXT_OVERFLOW);
		codes.put("1301", ErrorKind.CONTENT_FILTER);
		codes.put("1304", ErrorKind.QUOTA_EXHAUSTED);
		codes.put("1305", ErrorKind.RATE_LIMIT);
		codes.put("1312", ErrorKind.OVERLOADED);
		codes.put("1313", ErrorKind.QUOTA_EXHAUSTED);
		return Map.copyOf(codes);
	}

	private static void range(Map<String, ErrorKind> codes, int first, int last, ErrorKind kind) {
		for (int code = first; code <= last; code++) {
			codes.put(String.valueOf(code), kind);
		}
	}

}
