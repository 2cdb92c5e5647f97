package io.llmprovider.autoconfigure;

import java.util.*;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.context.properties.bind.*;
import org.springframework.boot.context.properties.source.*;
import org.springframework.core.env.*;
import org.springframework.core.io.ByteArrayResource;

class ScratchTests {
	@Test
	void x() throws Exception {
		String yaml = """
			llm:
			  providers:
			    ollama: {}
			    other:
			    a:
			      api-key: ${NOT_THERE}
			      api: ${ALSO:}
			      headers: {}
			      options:
			        thinking: off
			        stop: ["a,b", "c"]
			        extra-body: {top_k: 5, list: [1, two], nested: {a.b: 1.5, c: true}, empty: [], "x": ""}
			        provider-options: {"top_k": 5, service-tier: auto}
			      compat: {reasoning-effort-map: {off: none, high: max}}
			      models:
			        - id: qwen3.5
			          thinking-levels: [off, low]
			          input: [text, image]
			""";
		var env = new StandardEnvironment();
		new YamlPropertySourceLoader().load("t", new ByteArrayResource(yaml.getBytes())).forEach(env.getPropertySources()::addFirst);
		env.getPropertySources().iterator().forEachRemaining(s -> { if (s.getName().equals("t")) System.out.println(Arrays.toString(((EnumerablePropertySource<?>) s).getPropertyNames()) + s.getProperty("llm.providers.ollama")+"|"+s.getProperty("llm.providers.other")+"|"); });
		try {
			System.out.println(Binder.get(env).bind("llm.providers", Bindable.mapOf(String.class, Object.class)).get());
		} catch (Exception e) { e.printStackTrace(System.out); }
		LlmProperties p = null; var cs = new org.springframework.boot.convert.ApplicationConversionService(); cs.addConverter(new ThinkingLevelConverter()); 
		try { p = new Binder(ConfigurationPropertySources.get(env), new PropertySourcesPlaceholdersResolver(env), cs).bind("llm", Bindable.of(LlmProperties.class), new EmptyMapBindHandler(BindHandler.DEFAULT)).get(); } catch (Exception e) { for (Throwable t=e;t!=null;t=t.getCause()) System.out.println(t.getMessage()); }
		if (p != null) { System.out.println(p); var a = p.providers().get("a"); System.out.println(a.apiKey() + "|" + a.api() + "|" + a.options() + a.options().stop().size() + BoundValues.plain(a.options().extraBody())+ a.compat().reasoningEffortMap() + a.models().get(0).thinkingLevels()); }
	}
}
