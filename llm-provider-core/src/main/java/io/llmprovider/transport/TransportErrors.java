package io.llmprovider.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;

import javax.net.ssl.SSLException;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * What went wrong on the way, in words that name the host and the property.
 */
final class TransportErrors {

	private TransportErrors() {
	}

	static Throwable map(Throwable cause, URI uri, String provider, ProxySettings proxy) {
		if (cause instanceof LlmException) {
			return cause;
		}
		Throwable root = (cause instanceof WebClientRequestException && cause.getCause() != null) ? cause.getCause()
				: cause;
		String property = "llm.providers." + provider;
		if (proxy.covers(String.valueOf(uri.getHost()), port(uri))) {
			LlmException failure = ofProxy(root, host(uri), proxy, property + ".proxy");
			if (failure != null) {
				return failure;
			}
		}
		LlmException known = known(root, uri, property);
		if (known != null) {
			return known;
		}
		if (root instanceof IOException || cause instanceof WebClientRequestException) {
			return transport("The connection to " + host(uri) + " broke: " + reason(root),
					"If it goes on, look at the server, the proxy and the network between.", root);
		}
		return cause;
	}

	private static @Nullable LlmException ofProxy(Throwable root, String host, ProxySettings proxy, String property) {
		if (find(root, UnknownHostException.class) != null || find(root, UnresolvedAddressException.class) != null) {
			return transport("The proxy " + proxy.host() + " is not known", "Check " + property + ".host.", root);
		}
		ProxyConnectException refused = find(root, ProxyConnectException.class);
		if (refused == null) {
			return (find(root, ConnectException.class) != null)
					? transport("Nobody listens at the proxy " + proxy.address(),
							"Start the proxy, or correct " + property + ".host and " + property + ".port.", root)
					: null;
		}
		String reason = reason(refused);
		if (reason.endsWith("timeout")) {
			return ErrorKind.TIMEOUT
				.exception(ErrorDetails.of("The proxy " + proxy.address() + " did not connect to " + host + " in time",
						"Check " + property + " and whether the proxy may reach the host."), root);
		}
		// Some proxies say 401 where they mean 407.
		boolean forUser = reason.contains("status: 407") || reason.contains("status: 401")
				|| reason.contains("authStatus");
		return ErrorKind.TRANSPORT.exception(ErrorDetails
			.builder("The proxy " + proxy.address() + " did not connect to " + host + ": " + reason)
			.action(forUser ? "Set " + property + ".username and " + property + ".password to a user it knows."
					: "See whether the proxy allows this host and port, or add the host to " + property + ".no-proxy.")
			.retryable(!forUser && !reason.contains("status: 403"))
			.build(), root);
	}

	private static @Nullable LlmException known(Throwable root, URI uri, String property) {
		String host = host(uri);
		LlmException exhausted = exhausted(root, host, property + ".connections.max");
		if (exhausted != null) {
			return exhausted;
		}
		if (find(root, UnknownHostException.class) != null) {
			return transport("The host " + uri.getHost() + " is not known",
					"Check " + property + ".base-url, the name service and the proxy.", root);
		}
		if (find(root, ConnectTimeoutException.class) != null
				|| find(root, SslHandshakeTimeoutException.class) != null) {
			return ErrorKind.TIMEOUT.exception(ErrorDetails.of("No connection to " + host + " within the connect limit",
					"Check the address, or raise " + property + ".timeouts.connect."), root);
		}
		if (find(root, ConnectException.class) != null) {
			return transport("Nobody listens at " + host, "Start the server, or correct " + property + ".base-url.",
					root);
		}
		SSLException ssl = find(root, SSLException.class);
		if (ssl != null) {
			return tls(ssl, host, property + ".ssl-bundle", root);
		}
		if (find(root, java.util.concurrent.TimeoutException.class) != null) {
			return transport("No connection to " + host + " became free: all of them are in use",
					"Raise " + property + ".connections.max, or make fewer calls at once.", root);
		}
		return null;
	}

	/** Neither has a type of its own on all transports of Netty. */
	private static @Nullable LlmException exhausted(Throwable root, String host, String property) {
		for (Throwable each = root; each != null; each = each.getCause()) {
			String reason = reason(each);
			if (reason.contains("Too many open files")) {
				return transport("No connection to " + host + " was made: the process has too many open files",
						"Raise the limit of the process (ulimit -n), or lower " + property + ".", root);
			}
			if (reason.contains("Cannot assign requested address")) {
				return transport("No connection to " + host + " was made: the machine has no local port left",
						"Widen net.ipv4.ip_local_port_range, or lower " + property + ".", root);
			}
		}
		return null;
	}

	private static LlmException tls(SSLException ssl, String host, String property, Throwable root) {
		CertificateException untrusted = find(root, CertificateException.class);
		String reason = reason((untrusted != null) ? untrusted : ssl);
		String message = "The TLS connection to " + host + " was not made: " + reason;
		String action = "If the certificate is of your own authority, name an SSL bundle that trusts it in " + property
				+ ".";
		if (untrusted != null) {
			message = "The certificate of " + host + " is not trusted: " + reason;
		}
		else if (isAboutOurCertificate(reason.toUpperCase(Locale.ROOT))) {
			message = "The host " + host + " does not accept the application's TLS certificate, or misses one: "
					+ reason;
			action = "Name an SSL bundle with a key and a certificate that the host accepts in " + property + ".";
		}
		return ErrorKind.TRANSPORT.exception(ErrorDetails.builder(message).action(action).retryable(false).build(),
				root);
	}

	/** An alert from the other side is about what we have shown it. */
	private static boolean isAboutOurCertificate(String reason) {
		return reason.contains("ALERT") && (reason.contains("CERTIFICATE") || reason.contains("UNKNOWN_CA"));
	}

	private static LlmException transport(String message, String action, Throwable cause) {
		return ErrorKind.TRANSPORT.exception(ErrorDetails.of(message, action), cause);
	}

	private static int port(URI uri) {
		return (uri.getPort() >= 0) ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
	}

	private static String host(URI uri) {
		return (uri.getPort() >= 0) ? uri.getHost() + ":" + uri.getPort() : String.valueOf(uri.getHost());
	}

	private static String reason(Throwable cause) {
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	private static <E extends Throwable> @Nullable E find(Throwable cause, Class<E> type) {
		for (Throwable each = cause; each != null; each = each.getCause()) {
			if (type.isInstance(each)) {
				return type.cast(each);
			}
		}
		return null;
	}

}
