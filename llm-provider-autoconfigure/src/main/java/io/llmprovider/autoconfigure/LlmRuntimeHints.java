package io.llmprovider.autoconfigure;

import java.util.List;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.protocol.Compat;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep beside what Spring finds by itself: the file of known
 * providers and the types it is read into, and the members of the settings, which are
 * compared with the names in the configuration.
 */
class LlmRuntimeHints implements RuntimeHintsRegistrar {

	static final String KNOWN_PROVIDERS = "io/llmprovider/provider/known-providers.json";

	private static final MemberCategory[] MEMBERS = { MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
			MemberCategory.INVOKE_DECLARED_METHODS, MemberCategory.ACCESS_DECLARED_FIELDS };

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(KNOWN_PROVIDERS);
		hints.reflection().registerType(TypeReference.of("io.llmprovider.provider.KnownProviders$Preset"), MEMBERS);
		List.of(AuthSettings.class, Compat.class, Compat.Builder.class)
			.forEach((type) -> hints.reflection().registerType(type, MEMBERS));
	}

}
