package io.llmprovider.autoconfigure;

import io.llmprovider.protocol.Compat;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * What a native image must keep beside what Spring finds by itself: the settings, which
 * are no bean, the file of known providers, and the flags that are set from it by their
 * names.
 */
class LlmRuntimeHints implements RuntimeHintsRegistrar {

	static final String KNOWN_PROVIDERS = "io/llmprovider/provider/known-providers.json";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(LlmProperties.class).registerHints(hints, classLoader);
		hints.resources().registerPattern(KNOWN_PROVIDERS);
		hints.reflection().registerType(Compat.Builder.class, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
