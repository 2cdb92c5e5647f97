package io.llmprovider.test.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes what a provider gives out and wants back unchanged: signatures of reasoning,
 * encrypted items, thought signatures. A value holds the hash of what it was made for and
 * a keyed hash of both, so the provider keeps no list, the same thing always has the same
 * value, and one that is foreign or altered is noticed.
 */
public final class IssuedValues {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int CONTENT = 32;

	private static final int SEAL = 32;

	private final SecretKeySpec key;

	/**
	 * Creates the values of one issuer.
	 * @param secret what another issuer does not know
	 */
	public IssuedValues(String secret) {
		this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
	}

	/**
	 * Makes a value.
	 * @param purpose what it may be used for: the protocol, the kind of value, and the
	 * model's family where the provider ties it to one
	 * @param content what it stands for, such as the reasoning's text
	 * @return standard base64
	 */
	public String issue(String purpose, String content) {
		byte[] hash = hash(content);
		byte[] value = Arrays.copyOf(hash, CONTENT + SEAL);
		System.arraycopy(seal(purpose, hash), 0, value, CONTENT, SEAL);
		return Base64.getEncoder().encodeToString(value);
	}

	/**
	 * Whether a value was issued here for a purpose, whatever it stands for.
	 * @param purpose the purpose
	 * @param value the value
	 * @return false for one that is foreign, altered or of another purpose
	 */
	public boolean isIssued(String purpose, String value) {
		byte[] bytes = decoded(value);
		return bytes.length == CONTENT + SEAL && MessageDigest.isEqual(Arrays.copyOfRange(bytes, CONTENT, bytes.length),
				seal(purpose, Arrays.copyOf(bytes, CONTENT)));
	}

	/**
	 * Whether a value was issued here for a purpose and stands for a certain content.
	 * @param purpose the purpose
	 * @param content what the value should stand for
	 * @param value the value
	 * @return false for one that is foreign, altered or of something else
	 */
	public boolean isIssued(String purpose, String content, String value) {
		return MessageDigest.isEqual(decoded(value), decoded(issue(purpose, content)));
	}

	private static byte[] decoded(String value) {
		try {
			return Base64.getDecoder().decode(value);
		}
		catch (IllegalArgumentException ex) {
			// what is no base64 was issued by nobody
			return new byte[0];
		}
	}

	private static byte[] hash(String content) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

	private byte[] seal(String purpose, byte[] hash) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			mac.update(purpose.getBytes(StandardCharsets.UTF_8));
			mac.update((byte) 0);
			return mac.doFinal(hash);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java runtime has " + ALGORITHM, ex);
		}
	}

}
