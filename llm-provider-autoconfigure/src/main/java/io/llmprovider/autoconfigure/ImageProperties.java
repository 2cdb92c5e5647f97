package io.llmprovider.autoconfigure;

import io.llmprovider.model.ImageLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.util.unit.DataSize;

/**
 * How many images a model takes and how large they may be. A call that asks about more of
 * them is refused before it is sent; images of earlier turns give way.
 *
 * @param maxCount How many images one call may have, those of earlier turns included.
 * @param maxBytes How large one image may be, before base64.
 */
@ConfigurationPropertiesSource
record ImageProperties(@Nullable Integer maxCount, @Nullable DataSize maxBytes) {

	ImageLimits toLimits(PropertyPath path) {
		Integer count = path.positive("max-count", this.maxCount);
		if (this.maxBytes != null && this.maxBytes.toBytes() <= 0) {
			throw path.child("max-bytes").notPositive(this.maxBytes);
		}
		return new ImageLimits(count, (this.maxBytes != null) ? this.maxBytes.toBytes() : null);
	}

}
