package io.llmprovider.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Lets handlers see a setting as what it is, a part of all settings, although the binder
 * was sent to it alone. At the top Spring Boot forgives a text of which nothing can be
 * made, as if nobody had written it, and there it takes all settings for bound.
 */
final class PartBindHandler extends AbstractBindHandler {

	PartBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		return super.onFailure(name, target, new Part(context), error);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		super.onFinish(name, target, new Part(context), result);
	}

	/**
	 * A context one step further down.
	 *
	 * @param alone the binder's own, which begins anew with each setting
	 */
	private record Part(BindContext alone) implements BindContext {

		@Override
		public Binder getBinder() {
			return this.alone.getBinder();
		}

		@Override
		public int getDepth() {
			return this.alone.getDepth() + 1;
		}

		@Override
		public Iterable<ConfigurationPropertySource> getSources() {
			return this.alone.getSources();
		}

		@Override
		public @Nullable ConfigurationProperty getConfigurationProperty() {
			return this.alone.getConfigurationProperty();
		}

	}

}
