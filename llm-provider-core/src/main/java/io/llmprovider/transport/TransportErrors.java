package io.llmprovider.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * What went wrong on the way, in words that name the host and the property.
 */
final class TransportErrors {

	private TransportErrors() {
	}

	static Throwable map(Throwable cause, URI uri, String provider) {
		if (cause instanceof LlmException) {
			return cause;
		}
		Throwable root = (cause instanceof WebClientRequestException && cause.getCause() != null) ? cause.getCause()
				: cause;
		String host = host(uri);
		String property = "llm.providers." + provider;
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
			return ErrorKind.TRANSPORT
				.exception(ErrorDetails.builder("The TLS connection to " + host + " was not made: " + reason(ssl))
					.action("If the certificate is of your own authority, name an SSL bundle that trusts it in "
							+ property + ".ssl-bundle.")
					.retryable(false)
					.build(), root);
		}
		if (find(root, java.util.concurrent.TimeoutException.class) != null) {
			return transport("No connection to " + host + " became free: all of them are in use",
					"Raise " + property + ".connections.max, or make fewer calls at once.", root);
		}
		if (root instanceof IOException || cause instanceof WebClientRequestException) {
			return transport("The connection to " + host + " broke: " + reason(root),
					"If it goes on, look at the server, the proxy and the network between.", root);
		}
		return cause;
	}

	private static LlmException transport(String message, String action, Throwable cause) {
		return ErrorKind.TRANSPORT.exception(ErrorDetails.of(message, action), cause);
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
