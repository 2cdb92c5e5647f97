package io.llmprovider.oauth;

import java.time.Clock;
import java.util.function.Supplier;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * What a flow is made from.
 *
 * @param provider the provider's name, for messages
 * @param settings what is set under {@code llm.providers.<name>.oauth}
 * @param http the provider's own connections, with its proxy and its trust; they are
 * opened when it is first asked, which must not be before a request is made
 * @param clock tells what has ended
 */
public record FlowContext(String provider, OAuthSettings settings, Supplier<WebClient> http, Clock clock) {

	/**
	 * The name of a setting, for messages.
	 * @param setting its last part, such as {@code token-uri}
	 * @return the whole property
	 */
	public String property(String setting) {
		return "llm.providers." + this.provider + ".oauth." + setting;
	}

}
