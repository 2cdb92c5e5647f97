package io.llmprovider.test.simulator.openai;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A dialect of OpenAI's at the addresses of Azure: the v1 surface below
 * {@code /openai/v1}, and the classic one with a version in the query.
 */
abstract sealed class AzureDialect implements Dialect permits AzureCompletionsDialect, AzureResponsesDialect {

	static final String V1 = "/openai/v1";

	private static final String DEPLOYMENTS = "/openai/deployments/";

	private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

	private final Dialect codec;

	private final String endpoint;

	private final String classic;

	/**
	 * Creates a dialect.
	 * @param codec what the bodies are in
	 * @param endpoint the endpoint's path on the v1 surface
	 * @param classic the beginning of its path on the classic one
	 */
	AzureDialect(Dialect codec, String endpoint, String classic) {
		this.codec = codec;
		this.endpoint = endpoint;
		this.classic = classic;
	}

	@Override
	public String basePath() {
		return V1;
	}

	@Override
	public List<ProviderRule> rules() {
		// A key is looked for where Azure has it.
		return Stream
			.concat(Stream.of(AzureRule.values()), this.codec.rules().stream().filter((rule) -> rule != OpenAiRule.KEY))
			.toList();
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return isChat(request);
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals(V1 + this.endpoint) || isClassic(request);
	}

	private boolean isClassic(ReceivedRequest request) {
		String path = request.path();
		return path.startsWith(this.classic) && path.endsWith(this.endpoint) && !path.startsWith(V1);
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		checkCredentials(request, setup);
		checkVersion(request);
		checkDeployment(request, setup);
		return this.codec.accept(request, setup.withoutKeys());
	}

	private static void checkCredentials(ReceivedRequest request, Setup setup) {
		String key = request.header("api-key");
		String token = request.header("authorization");
		boolean known = setup.apiKeys().isEmpty() || setup.apiKeys()
			.contains((key != null) ? key
					: (token != null && token.startsWith("Bearer ")) ? token.substring("Bearer ".length()) : "");
		if (!known || key != null && token != null) {
			throw new Refusal(AzureRule.CREDENTIALS, new SimulatedError(401,
					"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key "
							+ "for an active subscription and use a correct regional API endpoint for your resource.",
					null, "401", null));
		}
	}

	private void checkVersion(ReceivedRequest request) {
		String version = version(request.query());
		boolean dated = version != null && DATED.matcher(version).matches();
		if (isClassic(request) && !dated) {
			throw new Refusal(AzureRule.DATED_VERSION,
					new SimulatedError(404, "Resource not found", null, "404", null));
		}
		if (!isClassic(request) && dated) {
			throw new Refusal(AzureRule.NO_DATED_VERSION, new SimulatedError(400,
					"api-version query parameter is not allowed when using /v1 path", null, "BadRequest", null));
		}
	}

	private static @Nullable String version(String query) {
		return Arrays.stream(query.split("&"))
			.filter((parameter) -> parameter.startsWith("api-version="))
			.map((parameter) -> parameter.substring("api-version=".length()))
			.findFirst()
			.orElse(null);
	}

	private static void checkDeployment(ReceivedRequest request, Setup setup) {
		if (!request.path().startsWith(DEPLOYMENTS) || setup.anyModel()) {
			return;
		}
		String rest = request.path().substring(DEPLOYMENTS.length());
		String deployment = URLDecoder.decode(rest.substring(0, rest.indexOf('/')), StandardCharsets.UTF_8);
		if (setup.model(deployment) == null) {
			throw new Refusal(AzureRule.DEPLOYMENT, new SimulatedError(404,
					"The API deployment for this resource does not exist. If you created the deployment within the last 5 "
							+ "minutes, please wait a moment and try again.",
					null, "DeploymentNotFound", null));
		}
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		return named(this.codec.answer(request, steps, setup, pace));
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return named(this.codec.error(error));
	}

	@Override
	public SimulatedError expiredToken() {
		return SimulatedError
			.of(401, "Unauthorized. Access token is missing, invalid, audience is incorrect"
					+ " (https://cognitiveservices.azure.com), or have expired.")
			.withCode("401");
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return null;
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(new SimulatedError(404, "Resource not found", null, "404", null));
	}

	private static WireAnswer named(WireAnswer answer) {
		return answer.withHeader("apim-request-id", "simulated").withHeader("x-ms-region", "Nowhere");
	}

}
