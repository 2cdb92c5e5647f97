package io.llmprovider.provider;

/**
 * On which threads events arrive.
 */
public enum DeliverOn {

	/** The event loop that read the bytes: fastest, and its receiver must not block. */
	EVENT_LOOP,

	/** Reactor's bounded elastic scheduler: its receiver may block. */
	BOUNDED_ELASTIC,

	/** Reactor's parallel scheduler: its receiver may compute but not block. */
	PARALLEL

}
