package io.llmprovider.transport;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * The proxy between the application and a provider. What is null is not set.
 *
 * @param type how the proxy is spoken to; HTTP if nobody says otherwise
 * @param host its name or address
 * @param port its port
 * @param username a user it knows
 * @param password the user's password
 * @param noProxy hosts that are reached without it: {@code example.com} with all below
 * it, {@code .example.com} only what is below it, an address, each with or without a
 * port, or {@code *}; null if nobody says
 */
public record ProxySettings(@Nullable ProxyType type, @Nullable String host, @Nullable Integer port,
		@Nullable String username, @Nullable String password, @Nullable List<String> noProxy) {

	/** Nothing is set. */
	public static final ProxySettings UNSET = new ProxySettings(null, null, null, null, null, null);

	public ProxySettings {
		if (port != null && (port < 1 || port > 65535)) {
			throw new IllegalArgumentException("proxy.port must be from 1 to 65535, not " + port);
		}
		noProxy = (noProxy != null) ? List.copyOf(noProxy) : null;
	}

	/**
	 * A proxy without a user.
	 * @param type how it is spoken to
	 * @param host its name or address
	 * @param port its port
	 * @return the settings
	 */
	public static ProxySettings of(ProxyType type, String host, int port) {
		return new ProxySettings(type, host, port, null, null, null);
	}

	/**
	 * These settings, and the others' where these are not set. A user belongs to a host:
	 * settings that name another host do not take the user over.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public ProxySettings orElse(ProxySettings other) {
		List<String> exceptions = (this.noProxy != null) ? this.noProxy : other.noProxy;
		if (this.host != null || this.type == ProxyType.NONE) {
			return new ProxySettings(this.type, this.host, this.port, this.username, this.password, exceptions);
		}
		return new ProxySettings((this.type != null) ? this.type : other.type, other.host,
				(this.port != null) ? this.port : other.port, (this.username != null) ? this.username : other.username,
				(this.password != null) ? this.password : other.password, exceptions);
	}

	/**
	 * Whether there is a proxy.
	 * @return whether calls may go through one
	 */
	public boolean isUsed() {
		return this.type != ProxyType.NONE && this.host != null;
	}

	/**
	 * Whether a host is reached through the proxy.
	 * @param target the host's name or address
	 * @param targetPort its port
	 * @return false if there is no proxy or the host is one of its exceptions
	 */
	public boolean covers(String target, int targetPort) {
		return isUsed() && (this.noProxy == null
				|| this.noProxy.stream().noneMatch((exception) -> matches(exception, target, targetPort)));
	}

	/**
	 * Looks the settings over when a provider is made.
	 * @param provider the provider's name, for the message
	 * @throws io.llmprovider.error.ConfigurationException if something is missing
	 */
	public void check(String provider) {
		String property = "llm.providers." + provider + ".proxy";
		if (isUsed() && this.port == null) {
			throw wrong("The proxy of provider '" + provider + "' has no port",
					"Set " + property + ".port (or llm.defaults.proxy.port).");
		}
		boolean stray = this.host == null && this.type != ProxyType.NONE
				&& (this.type != null || this.port != null || this.username != null);
		if (stray) {
			throw wrong("The proxy of provider '" + provider + "' has no host",
					"Set " + property + ".host (or llm.defaults.proxy.host).");
		}
		if (isUsed() && (this.username == null) != (this.password == null)) {
			throw wrong("The proxy of provider '" + provider + "' has a user without a password, or the reverse",
					"Set both " + property + ".username and " + property + ".password, or neither.");
		}
		for (String exception : (this.noProxy != null) ? this.noProxy : List.<String>of()) {
			if (exception.isBlank() || exception.indexOf('/') >= 0 || exception.lastIndexOf('*') > 0) {
				throw wrong("'" + exception + "' in " + property + ".no-proxy is no host",
						"Write a host, an address, .example.com for all below it, or * for all.");
			}
		}
	}

	String address() {
		return this.host + ":" + this.port;
	}

	private static boolean matches(String exception, String target, int targetPort) {
		String pattern = exception.strip().toLowerCase(Locale.ROOT);
		int colon = pattern.lastIndexOf(':');
		if (colon > 0 && pattern.indexOf(':') == colon) {
			if (!pattern.substring(colon + 1).equals(Integer.toString(targetPort))) {
				return false;
			}
			pattern = pattern.substring(0, colon);
		}
		String host = target.toLowerCase(Locale.ROOT);
		if (pattern.equals("*") || pattern.equals(host)) {
			return true;
		}
		String below = pattern.startsWith("*.") ? pattern.substring(1)
				: pattern.startsWith(".") ? pattern : "." + pattern;
		return host.endsWith(below) && !isAddress(host);
	}

	private static boolean isAddress(String host) {
		return host.indexOf(':') >= 0 || host.chars().allMatch((c) -> c == '.' || c >= '0' && c <= '9');
	}

	private static RuntimeException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

	@Override
	public String toString() {
		return !isUsed() ? "ProxySettings[none]"
				: "ProxySettings[" + Objects.requireNonNullElse(this.type, ProxyType.HTTP) + " " + address()
						+ ((this.username != null) ? ", with a user" : "")
						+ ((this.noProxy != null) ? ", not for " + this.noProxy : "") + "]";
	}

}
