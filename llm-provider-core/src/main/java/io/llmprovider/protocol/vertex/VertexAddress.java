package io.llmprovider.protocol.vertex;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;

/**
 * The address of a model's method on Vertex AI.
 *
 * @see <a href=
 * "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/learn/locations">Locations</a>
 */
final class VertexAddress {

	private static final String HOST = "aiplatform.googleapis.com";

	private static final Pattern VERSION = Pattern.compile("v\\d+[a-z0-9]*");

	private static final Pattern NAMED = Pattern.compile("projects/[^/]+/locations/([^/]+)/");

	private VertexAddress() {
	}

	/**
	 * The address.
	 * @param call the call
	 * @param publisher whose model it is, if its id does not say so
	 * @param method the method, with its colon
	 * @return the absolute address; without a project it is that of Express mode
	 */
	static String of(ChatCall call, String publisher, String method) {
		String model = call.model().id();
		String base = base(call);
		if (model.startsWith("projects/")) {
			return base + "/" + model + method;
		}
		String project = VertexOptions.text(call, VertexOptions.PROJECT);
		String resource = model.startsWith("publishers/") || model.startsWith("endpoints/") ? model
				: "publishers/" + publisher + "/models/" + plain(call, model);
		if (project == null) {
			return base + "/" + resource + method;
		}
		return base + "/projects/" + project + "/locations/" + location(call) + "/" + resource + method;
	}

	/** Only Google's own host changes with the location; a proxy stays what it is. */
	private static String base(ChatCall call) {
		String url = call.baseUrl();
		String address = url.replace("://" + HOST, "://" + host(location(call)));
		return VERSION.matcher(address.substring(address.lastIndexOf('/') + 1)).matches() ? address
				: address + "/v1beta1";
	}

	static String host(String location) {
		return switch (location) {
			case VertexOptions.GLOBAL -> HOST;
			case "eu", "us" -> "aiplatform." + location + ".rep.googleapis.com";
			default -> location + "-" + HOST;
		};
	}

	/** A whole resource name says itself where it is. */
	private static String location(ChatCall call) {
		Matcher named = NAMED.matcher(call.model().id());
		String location = named.lookingAt() ? named.group(1) : VertexOptions.text(call, VertexOptions.LOCATION);
		return (location != null) ? location.toLowerCase(Locale.ROOT) : VertexOptions.GLOBAL;
	}

	private static String plain(ChatCall call, String model) {
		String plain = model.startsWith("models/") ? model.substring("models/".length()) : model;
		if (plain.indexOf('/') >= 0) {
			throw maas(call);
		}
		return plain;
	}

	private static LlmException maas(ChatCall call) {
		return ErrorKind.INVALID_REQUEST
			.exception(ErrorDetails.of("Vertex AI serves '" + call.model().id() + "' through Chat Completions only",
					"Configure a provider with api openai-completions, auth.scheme google and the base-url"
							+ " https://<host>/v1/projects/<project>/locations/<location>/endpoints/openapi."));
	}

}
