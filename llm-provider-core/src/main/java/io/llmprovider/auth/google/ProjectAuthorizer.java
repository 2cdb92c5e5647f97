package io.llmprovider.auth.google;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.auth.oauth2.GoogleCredentials;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Adds what credentials know beside the token: the project of a service account where the
 * request names none, and the project that pays.
 */
final class ProjectAuthorizer implements Authorizer {

	private static final String PAYER = "x-goog-user-project";

	/** What stands behind the project: whose model it is, or an endpoint of one's own. */
	private static final Pattern RESOURCE = Pattern.compile("/(?:publishers/[^/]+/models|endpoints)/[^/]+:[a-zA-Z]+");

	private final String provider;

	private final Authorizer tokens;

	private final Mono<GoogleCredentials> credentials;

	ProjectAuthorizer(String provider, Authorizer tokens, Mono<GoogleCredentials> credentials) {
		this.provider = provider;
		this.tokens = tokens;
		this.credentials = credentials;
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		Mono<WireRequest> signed = this.tokens.authorize(request, key);
		return (key != null) ? signed
				: signed.flatMap((each) -> this.credentials.map((known) -> complete(each, known)));
	}

	private WireRequest complete(WireRequest request, GoogleCredentials known) {
		WireRequest complete = request;
		Matcher resource = RESOURCE.matcher(request.uri());
		if (!request.uri().contains("/projects/") && resource.find()) {
			String project = known.getProjectId();
			if (project == null || project.isBlank()) {
				throw missing();
			}
			String uri = request.uri().substring(0, resource.start()) + "/projects/" + project + "/locations/"
					+ location(request.uri()) + request.uri().substring(resource.start());
			complete = new WireRequest(request.method(), uri, request.headers(), request.body(), request.streaming(),
					request.warnings());
		}
		String payer = known.getQuotaProjectId();
		boolean open = request.headers().keySet().stream().noneMatch(PAYER::equalsIgnoreCase);
		return (payer != null && open) ? complete.header(PAYER, payer) : complete;
	}

	/** Host and path name the same location. */
	private static String location(String uri) {
		String host = String.valueOf(java.net.URI.create(uri).getHost());
		if (host.endsWith("-aiplatform.googleapis.com")) {
			return host.substring(0, host.length() - "-aiplatform.googleapis.com".length());
		}
		if (host.startsWith("aiplatform.") && host.endsWith(".rep.googleapis.com")) {
			return host.substring("aiplatform.".length(), host.length() - ".rep.googleapis.com".length());
		}
		return "global";
	}

	private LlmException missing() {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
				"Provider '" + this.provider + "' has no Google Cloud project, and its credentials name none",
				"Set llm.providers." + this.provider
						+ ".options.provider-options.project, or the environment variable GOOGLE_CLOUD_PROJECT."));
	}

	@Override
	public boolean renew(WireRequest refused) {
		return this.tokens.renew(refused);
	}

	@Override
	public boolean worksWithoutKey() {
		return this.tokens.worksWithoutKey();
	}

}
