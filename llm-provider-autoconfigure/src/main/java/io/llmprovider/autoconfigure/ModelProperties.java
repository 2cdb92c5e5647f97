package io.llmprovider.autoconfigure;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.ModelSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One model of a provider, and what is set for it alone.
 *
 * @param id Id of the model as it goes over the wire.
 * @param name Name of the model for people.
 * @param aliases Other names under which the model may be asked for.
 * @param api API type of this model, where it is not the provider's.
 * @param baseUrl Base URL of this model, where it is not the provider's.
 * @param reasoning Whether the model can think before it answers.
 * @param thinkingLevels Thinking levels that the model takes, if it does not take all.
 * @param input Kinds of content that the model takes.
 * @param tools Whether the model can call tools.
 * @param structuredOutput Whether the model can be held to a JSON schema.
 * @param contextWindow Number of tokens that a prompt and its answer may have together.
 * @param maxOutputTokens Number of tokens that an answer may have at most.
 * @param maxTokens Other name of max-output-tokens.
 * @param images How many images the model takes and how large they may be.
 * @param cost What the model costs.
 * @param headers Headers of every call of this model, over the provider's.
 * @param compat Dialect flags of this model, over the provider's.
 * @param options Options of this model, over the provider's.
 * @param wireStreaming Whether answers of this model are streamed on the wire, where that
 * is not the provider's choice.
 */
@ConfigurationPropertiesSource
record ModelProperties(@Nullable String id, @Nullable String name, @DefaultValue List<String> aliases,
		@Nullable String api, @Nullable String baseUrl, @Nullable Boolean reasoning,
		@Nullable Set<ThinkingLevel> thinkingLevels, @Nullable Set<Modality> input, @Nullable Boolean tools,
		@Nullable Boolean structuredOutput, @Nullable Integer contextWindow, @Nullable Integer maxOutputTokens,
		@Nullable Integer maxTokens, @NestedConfigurationProperty @Nullable ImageProperties images,
		@NestedConfigurationProperty @Nullable CostProperties cost, @DefaultValue Map<String, String> headers,
		@NestedConfigurationProperty @Nullable CompatProperties compat,
		@NestedConfigurationProperty @Nullable OptionsProperties options, @Nullable Boolean wireStreaming) {

	ModelSettings toSettings(String provider, PropertyPath path) {
		if (this.id == null || this.id.isBlank()) {
			throw PropertyPath.wrong("The model " + path + " has no id",
					"Set " + path.child("id") + " to the id that the provider gives the model.");
		}
		Model model = Model.builder(provider, this.id)
			.name(PropertyPath.text(this.name))
			.aliases(this.aliases)
			.contextWindow(path.positive("context-window", this.contextWindow))
			.maxOutputTokens(outputTokens(path))
			.capabilities(hasCapabilities() ? new Capabilities(this.input, this.tools, this.reasoning,
					this.thinkingLevels, this.structuredOutput, null, null, null) : null)
			.images((this.images != null) ? this.images.toLimits(path.child("images")) : null)
			.pricing((this.cost != null) ? this.cost.toPricing(path.child("cost")) : null)
			.build();
		return new ModelSettings(model, PropertyPath.text(this.api), PropertyPath.text(this.baseUrl), this.headers,
				(this.compat != null) ? this.compat.toSettings() : null,
				(this.options != null) ? this.options.toSettings(path.child("options")) : null, this.wireStreaming);
	}

	private boolean hasCapabilities() {
		return this.input != null || this.tools != null || this.reasoning != null || this.thinkingLevels != null
				|| this.structuredOutput != null;
	}

	private @Nullable Integer outputTokens(PropertyPath path) {
		Integer maximum = path.positive("max-output-tokens", this.maxOutputTokens);
		Integer other = path.positive("max-tokens", this.maxTokens);
		if (maximum != null && other != null && !maximum.equals(other)) {
			throw PropertyPath.wrong(
					path.child("max-tokens") + " is another name of max-output-tokens, and they differ",
					"Take " + path.child("max-tokens") + " out.");
		}
		return (maximum != null) ? maximum : other;
	}

	@Override
	public String toString() {
		return "ModelProperties[" + this.id + "]";
	}

	/** How it is read. */
	static final class Shape implements SettingShape {

		@Override
		public Object create(SettingValues in) {
			return new ModelProperties(in.value("id"), in.value("name"), in.list("aliases"), in.value("api"),
					in.value("base-url"), in.value("reasoning"), in.value("thinking-levels"), in.value("input"),
					in.value("tools"), in.value("structured-output"), in.value("context-window"),
					in.value("max-output-tokens"), in.value("max-tokens"), in.value("images"), in.value("cost"),
					in.map("headers"), in.value("compat"), in.value("options"), in.value("wire-streaming"));
		}

		@Override
		public Type type(String name) {
			return switch (name) {
				case "aliases" -> SettingShape.listOf(String.class);
				case "reasoning", "tools", "structured-output", "wire-streaming" -> Boolean.class;
				case "thinking-levels" -> SettingShape.setOf(ThinkingLevel.class);
				case "input" -> SettingShape.setOf(Modality.class);
				case "context-window", "max-output-tokens", "max-tokens" -> Integer.class;
				case "images" -> ImageProperties.class;
				case "cost" -> CostProperties.class;
				case "headers" -> SettingShape.mapOf(String.class, String.class);
				case "compat" -> CompatProperties.class;
				case "options" -> OptionsProperties.class;
				default -> String.class;
			};
		}

	}

}
