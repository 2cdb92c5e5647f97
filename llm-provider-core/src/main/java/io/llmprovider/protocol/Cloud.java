package io.llmprovider.protocol;

/**
 * A cloud whose identity service can vouch for an application that has no key.
 */
public enum Cloud {

	/** Microsoft's; Entra ID gives the tokens. */
	AZURE,

	/** Amazon's; requests are signed with the credentials of its chain. */
	AWS,

	/** Google's; application default credentials give the tokens. */
	GOOGLE

}
