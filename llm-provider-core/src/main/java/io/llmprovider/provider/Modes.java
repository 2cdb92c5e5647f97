package io.llmprovider.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Modes and their models: those that are configured, and over them what was registered
 * while the application was running.
 *
 * @param configured configured modes
 * @param runtime registered modes
 */
record Modes(Map<Mode, ModeSettings> configured, Map<Mode, ModeSettings> runtime) {

	Modes {
		configured = Collections.unmodifiableMap(new LinkedHashMap<>(configured));
		runtime = Collections.unmodifiableMap(new LinkedHashMap<>(runtime));
	}

	static Modes of(Map<Mode, ModeSettings> configured) {
		return new Modes(configured, Map.of());
	}

	@Nullable ModeSettings get(Mode mode) {
		ModeSettings registered = this.runtime.get(mode);
		return (registered != null) ? registered : this.configured.get(mode);
	}

	Map<Mode, ModeSettings> all() {
		if (this.runtime.isEmpty()) {
			return this.configured;
		}
		Map<Mode, ModeSettings> all = new LinkedHashMap<>(this.configured);
		all.putAll(this.runtime);
		return Collections.unmodifiableMap(all);
	}

	Set<Mode> names() {
		return all().keySet();
	}

	Modes with(ModeSettings settings) {
		Map<Mode, ModeSettings> registered = new LinkedHashMap<>(this.runtime);
		registered.put(settings.mode(), settings);
		return new Modes(this.configured, registered);
	}

	Modes without(Mode mode) {
		Map<Mode, ModeSettings> registered = new LinkedHashMap<>(this.runtime);
		registered.remove(mode);
		return new Modes(this.configured, registered);
	}

}
