package io.llmprovider.chat;

/**
 * How long a prompt should stay in the provider's cache when nobody set marks by hand.
 */
public enum CacheRetention {

	/** Do not ask for caching. */
	NONE,

	/** The provider's short lifetime, usually five minutes. */
	SHORT,

	/** The provider's long lifetime, an hour or a day. */
	LONG

}
