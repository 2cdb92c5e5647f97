package io.llmprovider.benchmarks.contender;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.llmprovider.benchmarks.wire.Api;

/**
 * All contenders, in the order of the table. The first is what the others are compared
 * with.
 */
public enum Contenders {

	DRAIN("drain", "WebClient, bytes drained", EnumSet.allOf(Api.class), DrainContender::new),

	THIS_LIBRARY("llm-provider", "this library", EnumSet.allOf(Api.class), ThisLibraryContender::new),

	WEB_CLIENT("webclient", "WebClient, ServerSentEvent, Jackson", EnumSet.of(Api.OPENAI_COMPLETIONS),
			api -> new WebClientContender()),

	LANGCHAIN4J("langchain4j", "LangChain4j", EnumSet.allOf(Api.class), LangChain4jContender::new),

	OPENAI_JAVA("openai-java", "openai-java", EnumSet.of(Api.OPENAI_COMPLETIONS, Api.OPENAI_RESPONSES),
			OpenAiJavaContender::new),

	SPRING_AI("spring-ai", "Spring AI",
			EnumSet.of(Api.OPENAI_COMPLETIONS, Api.ANTHROPIC_MESSAGES, Api.GOOGLE_GENERATIVE_AI),
			SpringAiContender::new);

	private final String id;

	private final String title;

	private final Set<Api> apis;

	private final Function<Api, Contender> factory;

	Contenders(String id, String title, Set<Api> apis, Function<Api, Contender> factory) {
		this.id = id;
		this.title = title;
		this.apis = apis;
		this.factory = factory;
	}

	/** The name that options and the folder of its own jars use. */
	public String id() {
		return this.id;
	}

	public String title() {
		return this.title;
	}

	public boolean speaks(Api api) {
		return this.apis.contains(api);
	}

	/** A new, unopened contender; no other contender is instantiated. */
	public Contender create(Api api) {
		if (!speaks(api)) {
			throw new IllegalArgumentException(this.title + " does not speak " + api.title());
		}
		return this.factory.apply(api);
	}

	public static Contenders of(String id) {
		return Arrays.stream(values())
			.filter(contender -> contender.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No contender '" + id + "'; there are "
					+ Arrays.stream(values()).map(Contenders::id).collect(Collectors.joining(", "))));
	}

}
