package io.llmprovider.oauth;

/**
 * Makes the flow of one provider from settings.
 */
@FunctionalInterface
public interface OAuthFlowFactory {

	/**
	 * Makes a flow. Nothing is opened or asked yet.
	 * @param context what it is made from
	 * @return the flow
	 * @throws io.llmprovider.error.ConfigurationException if the settings cannot work;
	 * the message names the property
	 */
	OAuthFlow create(FlowContext context);

}
