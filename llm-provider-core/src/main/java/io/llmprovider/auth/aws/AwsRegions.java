package io.llmprovider.auth.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a provider's region is: in its settings, in its address, in the environment or in
 * the profile. The address of an instance's metadata is not asked, since that takes
 * seconds where there is none.
 */
public final class AwsRegions {

	/** What stands for the region in a base URL. */
	public static final String PLACEHOLDER = "{region}";

	private static final List<String> VARIABLES = List.of("AWS_REGION", "AWS_DEFAULT_REGION");

	/**
	 * {@code bedrock-runtime.eu-west-1.amazonaws.com}, with a VPC endpoint before it or
	 * not.
	 */
	private static final Pattern HOST = Pattern
		.compile("(?:^|\\.)[a-z0-9-]+\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.(?:vpce\\.)?(?:amazonaws\\.com|api\\.aws)");

	private AwsRegions() {
	}

	/**
	 * The region of a provider.
	 * @param configured what the settings say, or null
	 * @param address the base URL, or null
	 * @param profile the name of the profile, or null for the usual one
	 * @param environment looks an environment variable up; gives null if it is not set
	 * @return the region; empty if nobody says
	 */
	public static Optional<String> find(@Nullable String configured, @Nullable String address, @Nullable String profile,
			UnaryOperator<@Nullable String> environment) {
		if (configured != null && !configured.isBlank()) {
			return Optional.of(configured.strip());
		}
		return ofHost(address).or(() -> (profile != null) ? ofProfile(profile) : Optional.empty())
			.or(() -> ofEnvironment(environment))
			.or(() -> (profile == null) ? ofProfile(null) : Optional.empty());
	}

	static Optional<String> ofHost(@Nullable String address) {
		if (address == null || address.contains(PLACEHOLDER)) {
			return Optional.empty();
		}
		try {
			String host = new URI(address.strip()).getHost();
			Matcher region = HOST.matcher((host != null) ? host.toLowerCase(Locale.ROOT) : "");
			return region.find() ? Optional.of(region.group(1)) : Optional.empty();
		}
		catch (URISyntaxException ex) {
			// An address that cannot be read is refused elsewhere.
			return Optional.empty();
		}
	}

	private static Optional<String> ofEnvironment(UnaryOperator<@Nullable String> environment) {
		return VARIABLES.stream()
			.flatMap((name) -> Optional.ofNullable(environment.apply(name)).stream())
			.map(String::strip)
			.filter((value) -> !value.isEmpty())
			.findFirst();
	}

	private static Optional<String> ofProfile(@Nullable String profile) {
		return AwsLibrary.isPresent() ? AwsProfiles.region(profile) : Optional.empty();
	}

}
