package io.llmprovider.contract;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The contract with llama.cpp's server, through each API that it speaks. Needs
 * LLAMA_TEXT_URL, LLAMA_THINK_URL and LLAMA_TOOLS_URL.
 */
@ParameterizedClass
@EnumSource
class LlamaServerContractIT extends LlmProviderContract {

	@Parameter
	Api api = Api.COMPLETIONS;

	@Override
	protected ContractSubject createSubject() {
		ProviderRegistryBuilder builder = ProviderRegistry.builder();
		builder.provider(provider("text", "LLAMA_TEXT_URL"));
		builder.provider(provider("plain", "LLAMA_TEXT_URL").toBuilder().wireStreaming(false).build());
		builder.provider(provider("think", "LLAMA_THINK_URL"));
		builder.provider(provider("tools", "LLAMA_TOOLS_URL"));
		ProviderRegistry registry = builder.build();
		ContractSubject.Builder subject = ContractSubject.of(registry.client("text:tiny"))
			.client(ContractAbility.WHOLE_BODIES, registry.client("plain:tiny"))
			.client(ContractAbility.REASONING, registry.client("think:tiny-think"))
			.client(ContractAbility.STRUCTURED_OUTPUT, registry.client("think:tiny-think"))
			.client(ContractAbility.TOOLS, registry.client("tools:tiny-tools"))
			.without(ContractAbility.IMAGES, "tiny models see nothing")
			.without(ContractAbility.RESULT_IMAGES, "tiny models see nothing")
			.without(ContractAbility.TOOL_BY_NAME, "the server takes it for a call of any tool")
			.without(ContractAbility.KEYS, "the server was started without one")
			.without(ContractAbility.REQUEST_IDS, "the server gives none")
			.outputLimit(600)
			.closing(registry);
		if (this.api != Api.COMPLETIONS) {
			subject.without(ContractAbility.STRUCTURED_OUTPUT, "the server passes over the schema of this API");
		}
		if (this.api == Api.RESPONSES) {
			subject.without(ContractAbility.OUTPUT_LIMIT, "the server calls every answer of this API completed");
		}
		if (this.api == Api.MESSAGES) {
			subject.without(ContractAbility.NO_TOOL, "the server passes over a tool choice of none of this API");
		}
		return subject.build();
	}

	private ProviderSettings provider(String name, String variable) {
		String url = System.getenv(variable);
		assumeTrue(url != null, variable + " is not set: start llama-server.sh and export what it prints");
		return ProviderSettings.builder(name)
			.api(this.api.id)
			.baseUrl(url + this.api.path)
			.auth(new AuthSettings(AuthScheme.NONE, null))
			.build();
	}

	/**
	 * An API that the server speaks, and what its base URL ends in.
	 */
	enum Api {

		COMPLETIONS("openai-completions", "/v1"), RESPONSES("openai-responses", "/v1"),
		MESSAGES("anthropic-messages", "");

		private final String id;

		private final String path;

		Api(String id, String path) {
			this.id = id;
			this.path = path;
		}

	}

}
