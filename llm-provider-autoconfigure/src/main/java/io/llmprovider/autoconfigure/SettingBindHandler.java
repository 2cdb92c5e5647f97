package io.llmprovider.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Has all settings read by a {@link SettingReader}, if all names can be told.
 * <p>
 * The binder is told to bind an {@code Object}, which takes it no time, finds nothing to
 * bind in it, and asks this handler what was made. It is to make the object as a bean: to
 * look for a constructor with values it would hash a record, which at a cold start takes
 * as long as to read the settings of ten providers.
 */
final class SettingBindHandler extends AbstractBindHandler {

	private static final Bindable<?> NOTHING = Bindable.of(Object.class).withBindMethod(BindMethod.JAVA_BEAN);

	private final BindHandler parent;

	private @Nullable WrittenSetting written;

	SettingBindHandler(BindHandler parent) {
		super(parent);
		this.parent = parent;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		Bindable<T> started = super.onStart(name, target, context);
		this.written = SettingTree.ROOT.equals(name) && target.getType().resolve() == LlmProperties.class
				? WrittenSetting.root(context.getSources()) : null;
		return (this.written != null) ? (Bindable<T>) NOTHING : started;
	}

	@Override
	public Object onCreate(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
		WrittenSetting written = this.written;
		if (written == null) {
			return super.onCreate(name, target, context, result);
		}
		this.written = null;
		Object read = new SettingReader(context.getBinder(), this.parent).read(LlmProperties.class, name, written);
		return super.onCreate(name, target, context, (read != null) ? read : nothing());
	}

	private static Object nothing() {
		SettingRecord record = SettingRecord.of(LlmProperties.class);
		return record.create(record.values());
	}

}
