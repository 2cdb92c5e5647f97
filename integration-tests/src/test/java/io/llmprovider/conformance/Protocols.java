package io.llmprovider.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The protocols that the library has: every {@link WireProtocol} of its own that can be
 * made without arguments. They are looked for, not listed, so that a new one cannot be
 * forgotten here.
 */
public final class Protocols {

	private static final String PACKAGE = "io.llmprovider.protocol";

	private final Map<String, WireProtocol> byId = new TreeMap<>();

	private Protocols() {
	}

	/**
	 * Looks for the library's protocols.
	 * @return what there is
	 */
	public static Protocols onClassPath() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AssignableTypeFilter(WireProtocol.class));
		Protocols protocols = new Protocols();
		for (BeanDefinition candidate : scanner.findCandidateComponents(PACKAGE)) {
			protocols.add(String.valueOf(candidate.getBeanClassName()));
		}
		return protocols;
	}

	/**
	 * Given protocols instead.
	 * @param protocols the protocols
	 * @return these and no others
	 */
	static Protocols of(WireProtocol... protocols) {
		Protocols given = new Protocols();
		for (WireProtocol protocol : protocols) {
			given.byId.put(protocol.id(), protocol);
		}
		return given;
	}

	private void add(String className) {
		Class<?> type = ClassUtils.resolveClassName(className, null);
		if (ClassUtils.hasConstructor(type)) {
			WireProtocol protocol = (WireProtocol) BeanUtils.instantiateClass(type);
			WireProtocol other = this.byId.put(protocol.id(), protocol);
			if (other != null) {
				throw new IllegalStateException(
						"Both " + className + " and " + other.getClass().getName() + " are " + protocol.id());
			}
		}
	}

	/**
	 * All of them.
	 * @return the protocols, in the order of their ids
	 */
	public List<WireProtocol> all() {
		return List.copyOf(this.byId.values());
	}

	/**
	 * The protocol with an id.
	 * @param id the API type
	 * @return the protocol, or null if the library does not have it
	 */
	public @Nullable WireProtocol find(String id) {
		return this.byId.get(id);
	}

}
