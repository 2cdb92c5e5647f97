package io.llmprovider.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A provider's own connections. What is null is taken from the settings of lower rank.
 *
 * @param max how many connections may be open at once
 * @param maxIdleTime how long one may lie unused before it is closed
 * @param http2 whether HTTP/2 is spoken with a host that offers it; calls then share
 * connections, and cancelling one of them leaves its connection open
 * @param proxy the proxy that they go through, or null if nothing is said of one
 */
public record ConnectionSettings(@Nullable Integer max, @Nullable Duration maxIdleTime, @Nullable Boolean http2,
		@Nullable ProxySettings proxy) {

	/** Nothing is set. */
	public static final ConnectionSettings NONE = new ConnectionSettings(null, null);

	/** 10,000 connections, 60 seconds, HTTP/1.1, no proxy. */
	public static final ConnectionSettings DEFAULTS = new ConnectionSettings(10_000, Duration.ofSeconds(60));

	public ConnectionSettings {
		if (max != null && max < 1) {
			throw new IllegalArgumentException("connections.max must be at least 1, not " + max);
		}
		if (maxIdleTime != null && (maxIdleTime.isNegative() || maxIdleTime.isZero())) {
			throw new IllegalArgumentException("connections.max-idle-time must be positive, not " + maxIdleTime);
		}
		// Null in here and nothing outside: the start does not load what nobody sets.
		proxy = (proxy != null && proxy != ProxySettings.UNSET && !proxy.equals(ProxySettings.UNSET)) ? proxy : null;
	}

	/**
	 * Connections of which the rest is not set.
	 * @param max how many connections may be open at once
	 * @param maxIdleTime how long one may lie unused before it is closed
	 */
	public ConnectionSettings(@Nullable Integer max, @Nullable Duration maxIdleTime) {
		this(max, maxIdleTime, null, null);
	}

	@Override
	public ProxySettings proxy() {
		return (this.proxy != null) ? this.proxy : ProxySettings.UNSET;
	}

	/**
	 * Whether anything is said of a proxy, be it that there is none.
	 * @return whether it is
	 */
	public boolean hasProxy() {
		return this.proxy != null;
	}

	/**
	 * These settings, and the others' where these are not set.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public ConnectionSettings orElse(ConnectionSettings other) {
		return new ConnectionSettings((this.max != null) ? this.max : other.max,
				(this.maxIdleTime != null) ? this.maxIdleTime : other.maxIdleTime,
				(this.http2 != null) ? this.http2 : other.http2, proxyOrElse(other));
	}

	private @Nullable ProxySettings proxyOrElse(ConnectionSettings other) {
		if (this.proxy == null || other.proxy == null) {
			return (this.proxy != null) ? this.proxy : other.proxy;
		}
		return this.proxy.orElse(other.proxy);
	}

	/**
	 * These settings with a proxy.
	 * @param proxy the proxy
	 * @return the settings
	 */
	public ConnectionSettings through(ProxySettings proxy) {
		return new ConnectionSettings(this.max, this.maxIdleTime, this.http2, proxy);
	}

	/**
	 * Whether HTTP/2 is spoken with a host that offers it.
	 * @return whether; false if nobody says
	 */
	public boolean isHttp2() {
		return Boolean.TRUE.equals(this.http2);
	}

}
