package io.llmprovider.auth.aws;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Reads AWS's profile files.
 */
final class AwsProfiles {

	private AwsProfiles() {
	}

	/** The region of a profile, or of the usual one. */
	static Optional<String> region(@Nullable String profile) {
		String name = (profile != null) ? profile : ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
		return ProfileFile.defaultProfileFile()
			.profile(name)
			.flatMap((found) -> found.property(ProfileProperty.REGION));
	}

}
