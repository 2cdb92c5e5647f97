package io.llmprovider.transport;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * A provider's connections.
 *
 * @param http what WebClient exchanges through
 * @param dispose closes idle connections at once and the others when their exchange ends
 */
public record Connector(ClientHttpConnector http, Runnable dispose) {

}
