package io.llmprovider.benchmarks.contender;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All contenders, in the order of the table. The first is what the others are compared
 * with.
 */
public enum Contenders {

	DRAIN("drain", "WebClient, bytes drained", DrainContender::new),

	THIS_LIBRARY("llm-provider", "this library", ThisLibraryContender::new),

	WEB_CLIENT("webclient", "WebClient, ServerSentEvent, Jackson", WebClientContender::new),

	LANGCHAIN4J("langchain4j", "LangChain4j", LangChain4jContender::new),

	OPENAI_JAVA("openai-java", "openai-java", OpenAiJavaContender::new),

	SPRING_AI("spring-ai", "Spring AI", SpringAiContender::new);

	private final String id;

	private final String title;

	private final Supplier<Contender> factory;

	Contenders(String id, String title, Supplier<Contender> factory) {
		this.id = id;
		this.title = title;
		this.factory = factory;
	}

	/** The name that options and the folder of its own jars use. */
	public String id() {
		return this.id;
	}

	public String title() {
		return this.title;
	}

	/** A new, unopened contender; no other contender is instantiated. */
	public Contender create() {
		return this.factory.get();
	}

	public static Contenders of(String id) {
		return Arrays.stream(values())
			.filter(contender -> contender.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No contender '" + id + "'; there are "
					+ Arrays.stream(values()).map(Contenders::id).collect(Collectors.joining(", "))));
	}

}
