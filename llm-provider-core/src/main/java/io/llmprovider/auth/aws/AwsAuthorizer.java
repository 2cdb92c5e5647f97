package io.llmprovider.auth.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/**
 * Signs each attempt with AWS's Signature Version 4, by AWS's own signer and with the
 * date of the attempt. A call's own key goes instead of it, as a bearer token.
 * <p>
 * Credentials are asked for at each attempt, away from the event loop: the chain reads
 * files and asks addresses on the network, and remembers what it found until shortly
 * before it ends.
 */
public final class AwsAuthorizer implements Authorizer {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int SHOWN = 300;

	private final String provider;

	private final AuthSettings settings;

	private final Supplier<AwsCredentialsProvider> chain;

	private final UnaryOperator<@Nullable String> environment;

	private final Clock clock;

	private final AtomicReference<@Nullable AwsCredentialsProvider> credentials = new AtomicReference<>();

	AwsAuthorizer(String provider, AuthSettings settings, Supplier<AwsCredentialsProvider> chain,
			UnaryOperator<@Nullable String> environment, Clock clock) {
		this.provider = provider;
		this.settings = settings;
		this.chain = chain;
		this.environment = environment;
		this.clock = clock;
	}

	/**
	 * Signs with the credentials of AWS's default chain (environment, web identity,
	 * profile, container, instance), or of one profile only if the settings name it.
	 * @param provider the provider's name, for messages
	 * @param settings the region and the profile, each of which may be open
	 * @param environment looks an environment variable up; gives null if it is not set
	 * @return an authorizer
	 */
	public static Authorizer of(String provider, AuthSettings settings, UnaryOperator<@Nullable String> environment) {
		return new AwsAuthorizer(provider, settings, () -> chain(settings.profile()), environment, Clock.systemUTC());
	}

	/**
	 * Signs with credentials of the user's own.
	 * @param provider the provider's name, for messages
	 * @param settings the region, which may be open
	 * @param credentials where the credentials come from; it may block
	 * @return an authorizer
	 */
	public static Authorizer of(String provider, AuthSettings settings, AwsCredentialsProvider credentials) {
		return new AwsAuthorizer(provider, settings, () -> credentials, System::getenv, Clock.systemUTC());
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		if (key != null) {
			return Mono.just(request.header("Authorization", "Bearer " + key));
		}
		return Mono.fromCallable(this::resolve)
			.subscribeOn(Schedulers.boundedElastic())
			.timeout(PATIENCE)
			.onErrorMap((failure) -> !(failure instanceof LlmException), this::failed)
			.map((found) -> signed(request, found));
	}

	/** Asks the chain anew, which may have remembered credentials that have ended. */
	@Override
	public boolean renew(WireRequest refused) {
		this.credentials.set(null);
		return true;
	}

	@Override
	public boolean worksWithoutKey() {
		return true;
	}

	private AwsCredentials resolve() {
		AwsCredentialsProvider known = this.credentials.get();
		if (known == null) {
			known = this.chain.get();
			this.credentials.set(known);
		}
		return known.resolveCredentials();
	}

	private WireRequest signed(WireRequest request, AwsCredentials found) {
		URI address = address(request);
		Optional<String> region = AwsRegions.find(this.settings.region(), request.uri(), this.settings.profile(),
				this.environment);
		AwsSignature signature = new AwsSignature(service(address), region.orElseThrow(() -> noRegion(this.provider)),
				this.clock);
		WireRequest signed = request;
		Map<String, String> headers = signature.headers(request.method(), address, covered(request), request.bytes(),
				found);
		for (Map.Entry<String, String> header : headers.entrySet()) {
			signed = signed.header(header.getKey(), header.getValue());
		}
		return signed;
	}

	/** Proxies change other headers, which would spoil the signature. */
	private static Map<String, String> covered(WireRequest request) {
		Map<String, String> covered = new LinkedHashMap<>();
		request.headers().forEach((name, value) -> {
			String plain = name.toLowerCase(Locale.ROOT);
			if (plain.equals("content-type") || plain.startsWith("x-amz")) {
				covered.put(name, value);
			}
		});
		return covered;
	}

	/** Bedrock's OpenAI-compatible endpoint has another name in signatures. */
	private static String service(URI address) {
		String host = (address.getHost() != null) ? address.getHost() : "";
		return host.contains("bedrock-mantle") ? "bedrock-mantle" : "bedrock";
	}

	private URI address(WireRequest request) {
		try {
			return new URI(request.uri());
		}
		catch (URISyntaxException ex) {
			throw ErrorKind.CONFIGURATION.exception(
					ErrorDetails.of("The address of provider '" + this.provider + "' is not valid: " + ex.getReason(),
							"Correct llm.providers." + this.provider + ".base-url."));
		}
	}

	private static LlmException noRegion(String provider) {
		return ErrorKind.CONFIGURATION
			.exception(
					ErrorDetails.of("Provider '" + provider + "' has no AWS region",
							"Set llm.providers." + provider
									+ ".auth.region, as in eu-west-1, or the environment variable" + " AWS_REGION."))
			.attempts(0);
	}

	private LlmException failed(Throwable failure) {
		boolean late = failure instanceof TimeoutException;
		String why = late ? "no answer within " + PATIENCE.toSeconds() + " seconds"
				: String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
		String shown = (why.length() > SHOWN) ? why.substring(0, SHOWN) + "…" : why;
		ErrorKind kind = late ? ErrorKind.TIMEOUT : ErrorKind.AUTHENTICATION;
		return kind.exception(ErrorDetails.of("AWS gave no credentials for provider '" + this.provider + "': " + shown,
				"Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in llm.providers." + this.provider
						+ ".auth.profile, give the application a role, or set llm.providers." + this.provider
						+ ".api-key or AWS_BEARER_TOKEN_BEDROCK. Profiles of SSO need software.amazon.awssdk:sso, and"
						+ " web identities and assumed roles software.amazon.awssdk:sts."),
				failure)
			.attempts(0);
	}

	private static AwsCredentialsProvider chain(@Nullable String profile) {
		return (profile != null) ? ProfileCredentialsProvider.create(profile)
				: DefaultCredentialsProvider.builder().build();
	}

}
