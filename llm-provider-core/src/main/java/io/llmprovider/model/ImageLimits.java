package io.llmprovider.model;

import org.jspecify.annotations.Nullable;

/**
 * How many images a model takes and how large they may be; what is null is unknown.
 *
 * @param maxCount how many images one call may have, those of earlier turns included
 * @param maxBytes how large one image may be, in bytes before base64; images behind an
 * address are not measured
 */
public record ImageLimits(@Nullable Integer maxCount, @Nullable Long maxBytes) {

	/** Nothing is known. */
	public static final ImageLimits UNKNOWN = new ImageLimits(null, null);

	public ImageLimits {
		if (maxCount != null && maxCount <= 0) {
			throw new IllegalArgumentException("The number of images must be positive, not " + maxCount);
		}
		if (maxBytes != null && maxBytes <= 0) {
			throw new IllegalArgumentException("The size of an image must be positive, not " + maxBytes);
		}
	}

	/**
	 * These limits, and the others' where these are not known.
	 * @param other limits of lower rank
	 * @return the merged limits
	 */
	public ImageLimits orElse(ImageLimits other) {
		return new ImageLimits((this.maxCount != null) ? this.maxCount : other.maxCount,
				(this.maxBytes != null) ? this.maxBytes : other.maxBytes);
	}

}
