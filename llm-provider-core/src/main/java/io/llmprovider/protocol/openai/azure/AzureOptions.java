package io.llmprovider.protocol.openai.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.json.Names;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import org.jspecify.annotations.Nullable;

/**
 * The options that say where on Azure a call goes. They are part of the address, or stand
 * in for the model, and are no members of the body.
 *
 * @param surface {@code v1}, {@code classic}, or null
 * @param apiVersion the version, or null
 * @param deployment the deployment's name, or null if it is the model's id
 */
record AzureOptions(@Nullable String surface, @Nullable String apiVersion, @Nullable String deployment) {

	static final String V1 = "v1";

	static final String CLASSIC = "classic";

	private static final String SURFACE = "surface";

	private static final String API_VERSION = "api_version";

	private static final String DEPLOYMENT = "deployment";

	private static final OptionSpec PLACE = OptionSpec.of(
			new Option(SURFACE, Type.TEXT,
					"Which addresses are used: v1 (below /openai/v1) or classic (below /openai/deployments). Left open,"
							+ " base-url tells; else a dated api_version means classic.",
					List.of(V1, CLASSIC)),
			new Option(API_VERSION, Type.TEXT,
					"The version that the classic surface needs, such as 2025-04-01-preview; v1 needs none, and takes"
							+ " preview."),
			new Option(DEPLOYMENT, Type.TEXT, "The name of the deployment, where it is not the model's id."));

	static OptionSpec and(OptionSpec codec) {
		return codec.and(PLACE);
	}

	static AzureOptions of(ChatCall call) {
		Map<String, @Nullable Object> given = new LinkedHashMap<>(call.options().providerOptions());
		given.keySet().removeIf((name) -> !isPlace(name));
		Map<String, @Nullable Object> checked = PLACE.check(with(call, given));
		return new AzureOptions(text(checked.get(SURFACE)), text(checked.get(API_VERSION)),
				text(checked.get(DEPLOYMENT)));
	}

	/** The call as the codec sees it. */
	static ChatCall without(ChatCall call) {
		Map<String, @Nullable Object> others = new LinkedHashMap<>(call.options().providerOptions());
		return others.keySet().removeIf(AzureOptions::isPlace) ? with(call, others) : call;
	}

	private static ChatCall with(ChatCall call, Map<String, @Nullable Object> own) {
		return call.withOptions(call.options().toBuilder().providerOptions(own).build());
	}

	private static boolean isPlace(String name) {
		return PLACE.options().keySet().stream().anyMatch((place) -> Names.plain(place).equals(Names.plain(name)));
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value == null || value.toString().isBlank()) ? null : value.toString().strip();
	}

}
