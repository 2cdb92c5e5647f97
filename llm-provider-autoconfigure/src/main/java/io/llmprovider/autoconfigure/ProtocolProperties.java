package io.llmprovider.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One API type.
 *
 * @param enabled Whether the API type is there.
 */
@ConfigurationPropertiesSource
record ProtocolProperties(@DefaultValue("true") boolean enabled) {

}
