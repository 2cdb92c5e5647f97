package io.llmprovider.auth.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 once more, written down as AWS describes it, to compare AWS's
 * signer with.
 *
 * @param service the service
 * @param region its region
 * @param date the date as {@code yyyyMMdd'T'HHmmss'Z'}
 * @param secret the secret key
 */
public record ReferenceSignature(String service, String region, String date, String secret) {

	/** What is hashed: the path is encoded as it is sent, and here once more. */
	public static String canonical(String method, String path, Map<String, String> headers, byte[] body) {
		Map<String, String> sorted = new TreeMap<>();
		headers.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value.strip()));
		StringBuilder lines = new StringBuilder();
		sorted.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
		return method + '\n' + path.replace("%", "%25") + "\n\n" + lines + '\n' + String.join(";", sorted.keySet())
				+ '\n' + hash(body);
	}

	public static String hash(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String of(String canonical) {
		String day = this.date.substring(0, 8);
		String text = "AWS4-HMAC-SHA256\n" + this.date + '\n' + day + '/' + this.region + '/' + this.service
				+ "/aws4_request\n" + hash(canonical.getBytes(StandardCharsets.UTF_8));
		byte[] key = ("AWS4" + this.secret).getBytes(StandardCharsets.UTF_8);
		for (String part : new String[] { day, this.region, this.service, "aws4_request", text }) {
			key = hmac(key, part);
		}
		return HexFormat.of().formatHex(key);
	}

	private static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
