package io.llmprovider.provider;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.json.Names;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The API types that are there, by id. Those of the library are made when they are first
 * asked for: most applications need one or two of them.
 */
public final class Protocols {

	private static final Protocols BUILT_IN = builtIn(BuiltInProtocols.IDS);

	private final Map<String, Entry> byId;

	private Protocols(Map<String, Entry> byId) {
		this.byId = Collections.unmodifiableMap(byId);
	}

	/**
	 * The API types that come with the library.
	 * @return all of them
	 */
	public static Protocols builtIn() {
		return BUILT_IN;
	}

	/**
	 * A set of its own.
	 * @param protocols the protocols; of two with one id the later wins
	 * @return the set
	 */
	public static Protocols of(Collection<? extends WireProtocol> protocols) {
		Map<String, Entry> entries = new LinkedHashMap<>();
		for (WireProtocol protocol : protocols) {
			entries.put(protocol.id(), new Entry(protocol));
		}
		return new Protocols(entries);
	}

	private static Protocols builtIn(List<String> ids) {
		Map<String, Entry> entries = new LinkedHashMap<>();
		for (String id : ids) {
			entries.put(id, new Entry(id));
		}
		return new Protocols(entries);
	}

	/**
	 * These API types and one more.
	 * @param protocol the protocol, in place of one with its id
	 * @return a new set
	 */
	public Protocols with(WireProtocol protocol) {
		Map<String, Entry> entries = new LinkedHashMap<>(this.byId);
		entries.put(protocol.id(), new Entry(protocol));
		return new Protocols(entries);
	}

	/**
	 * These API types but one.
	 * @param id the one that is not wanted; nothing changes if there is none
	 * @return a new set
	 */
	public Protocols without(String id) {
		Map<String, Entry> entries = new LinkedHashMap<>(this.byId);
		entries.remove(id);
		return new Protocols(entries);
	}

	/**
	 * The ids.
	 * @return the values that the {@code api} property may have
	 */
	public Set<String> ids() {
		return this.byId.keySet();
	}

	/**
	 * The protocol with this id.
	 * @param id an API type
	 * @param provider for whom it is, for the message
	 * @return the protocol
	 * @throws io.llmprovider.error.ConfigurationException if there is none
	 */
	public WireProtocol get(@Nullable String id, String provider) {
		String property = "llm.providers." + provider + ".api";
		if (id == null) {
			throw ErrorKind.CONFIGURATION.exception(
					ErrorDetails.of("Provider '" + provider + "' has no API type, and its name is not a known one",
							"Set " + property + " to one of " + this.byId.keySet() + "."))
				.attempts(0);
		}
		WireProtocol protocol = find(id);
		if (protocol == null) {
			String nearest = Names.nearest(id, this.byId.keySet());
			throw ErrorKind.CONFIGURATION
				.exception(ErrorDetails.of("Provider '" + provider + "' has the unknown API type '" + id + "'",
						"Set " + property + " to " + ((nearest != null) ? "'" + nearest + "', or another one" : "one")
								+ " of " + this.byId.keySet() + "."))
				.attempts(0);
		}
		return protocol;
	}

	/**
	 * The protocol with this id.
	 * @param id an API type
	 * @return the protocol, or null if there is none
	 */
	public @Nullable WireProtocol find(String id) {
		Entry entry = this.byId.get(id);
		return (entry != null) ? entry.protocol() : null;
	}

	/**
	 * One API type, made when it is asked for.
	 */
	private static final class Entry {

		private final String id;

		private volatile @Nullable WireProtocol protocol;

		Entry(String builtIn) {
			this.id = builtIn;
		}

		Entry(WireProtocol protocol) {
			this.id = protocol.id();
			this.protocol = protocol;
		}

		WireProtocol protocol() {
			WireProtocol made = this.protocol;
			if (made == null) {
				// Protocols have no state, so it does not matter whose is kept.
				made = BuiltInProtocols.create(this.id);
				this.protocol = made;
			}
			return made;
		}

	}

}
