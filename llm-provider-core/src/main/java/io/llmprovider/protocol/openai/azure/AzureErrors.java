package io.llmprovider.protocol.openai.azure;

import java.util.Locale;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Says what to look at where Azure's own words do not: one answer has several causes.
 */
final class AzureErrors {

	private AzureErrors() {
	}

	static LlmException explained(ChatCall call, LlmException failure) {
		String action = action(call, failure);
		if (action == null) {
			return failure;
		}
		return failure.kind().exception(failure.details().toBuilder().action(action).build(), failure.getCause());
	}

	private static @Nullable String action(ChatCall call, LlmException failure) {
		String provider = "llm.providers." + call.provider();
		String version = provider + ".options.provider-options.api-version";
		if (failure.kind() == ErrorKind.NOT_FOUND) {
			return "Azure answers so for three mistakes: there is no deployment '" + deployment(call)
					+ "' (a new one takes about five minutes; the name is the model's id or the option 'deployment'), "
					+ version + " is missing or unknown there, or " + provider
					+ ".base-url is the address of another resource.";
		}
		boolean aboutVersion = failure.details()
			.message()
			.toLowerCase(Locale.ROOT)
			.replace(' ', '-')
			.contains("api-version");
		if (failure.kind() == ErrorKind.INVALID_REQUEST && aboutVersion) {
			return "Correct " + version
					+ ": the classic surface needs a date such as 2025-04-01-preview, the v1 surface takes none.";
		}
		if (failure.kind() == ErrorKind.AUTHENTICATION) {
			return "Check that " + provider + ".api-key is a key of the very resource that " + provider
					+ ".base-url names; a token of Microsoft Entra ID must be made for the scope in " + provider
					+ ".auth.scope (newer resources may want https://ai.azure.com/.default).";
		}
		if (failure.kind() == ErrorKind.PERMISSION) {
			return "Give the caller the role 'Cognitive Services OpenAI User' on the resource, and check its network"
					+ " rules: a private endpoint refuses everybody outside.";
		}
		return null;
	}

	private static String deployment(ChatCall call) {
		String named = AzureOptions.of(call).deployment();
		return (named != null) ? named : call.model().id();
	}

}
