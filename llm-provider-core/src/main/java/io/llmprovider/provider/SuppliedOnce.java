package io.llmprovider.provider;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a supplier gives, asked for when it is first needed. A failure is not kept.
 *
 * @param <T> what it gives
 */
final class SuppliedOnce<T> implements Supplier<T> {

	private final Supplier<? extends T> source;

	private volatile @Nullable T value;

	SuppliedOnce(Supplier<? extends T> source) {
		this.source = source;
	}

	@Override
	public T get() {
		T found = this.value;
		return (found != null) ? found : first();
	}

	/**
	 * What was given, if it was asked for already.
	 */
	@Nullable T given() {
		return this.value;
	}

	private synchronized T first() {
		T found = this.value;
		if (found == null) {
			found = this.source.get();
			this.value = found;
		}
		return found;
	}

}
