package io.llmprovider.transport;

/**
 * Makes the connector of one provider. Plain Reactor Netty here; with Spring Boot, one
 * that is built on Boot's own so that SSL bundles and {@code spring.http.clients.*}
 * apply.
 */
@FunctionalInterface
public interface ConnectorFactory {

	/**
	 * Makes a connector with connections of its own.
	 * @param settings what it is made from
	 * @return the connector, to be disposed of by the caller
	 * @throws io.llmprovider.error.ConfigurationException if a setting cannot be met
	 */
	Connector create(ConnectorSettings settings);

	/**
	 * Looks the settings over when a provider is made, which is long before it is used:
	 * connections are only made for the first call.
	 * @param settings what a connector will be made from
	 * @throws io.llmprovider.error.ConfigurationException if a setting cannot be met
	 */
	default void check(ConnectorSettings settings) {
	}

}
