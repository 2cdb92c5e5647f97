package io.llmprovider.provider;

import java.util.ArrayList;
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
 * The API types that are there, by id.
 */
public final class Protocols {

	private final Map<String, WireProtocol> byId;

	/**
	 * Creates the set.
	 * @param protocols the protocols; of two with one id the later wins
	 */
	public Protocols(Collection<? extends WireProtocol> protocols) {
		Map<String, WireProtocol> map = new LinkedHashMap<>();
		protocols.forEach((protocol) -> map.put(protocol.id(), protocol));
		this.byId = Collections.unmodifiableMap(map);
	}

	/**
	 * These API types and one more.
	 * @param protocol the protocol, in place of one with its id
	 * @return a new set
	 */
	Protocols with(WireProtocol protocol) {
		List<WireProtocol> all = new ArrayList<>(this.byId.values());
		all.add(protocol);
		return new Protocols(all);
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
		WireProtocol protocol = this.byId.get(id);
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

}
