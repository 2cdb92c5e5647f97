package io.llmprovider.oauth.standard;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.OAuthFlowFactory;

/**
 * Makes the flows that the standards describe: {@value OAuthLibrary#AUTHORIZATION_CODE}
 * for users with a browser on the same machine, {@value OAuthLibrary#DEVICE_CODE} for
 * users without, and {@value OAuthLibrary#CLIENT_CREDENTIALS} for applications that speak
 * for themselves, as behind a company's gateway. Ids of clients come from the
 * application's configuration only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749">RFC 6749</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636: PKCE</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252">RFC 8252: native applications</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628: device codes</a>
 */
public final class StandardFlows implements OAuthFlowFactory {

	@Override
	public OAuthFlow create(FlowContext context) {
		new SettingsRules(context).check();
		String flow = String.valueOf(context.settings().flow());
		return switch (flow) {
			case OAuthLibrary.AUTHORIZATION_CODE -> new AuthorizationCodeFlow(context);
			case OAuthLibrary.DEVICE_CODE -> new DeviceCodeFlow(context);
			case OAuthLibrary.CLIENT_CREDENTIALS -> new ClientCredentialsFlow(context);
			default -> throw unknown(context, flow);
		};
	}

	private static LlmException unknown(FlowContext context, String flow) {
		return ErrorKind.CONFIGURATION
			.exception(
					ErrorDetails
						.of("Provider '" + context.provider() + "' signs in by '" + flow + "', which is no flow",
								"Set " + context.property("flow") + " to one of " + OAuthLibrary.FLOWS
										+ ", or to the name of an" + " OAuthFlow of the application's own."))
			.attempts(0);
	}

}
