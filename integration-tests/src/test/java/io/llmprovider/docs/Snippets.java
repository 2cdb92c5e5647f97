package io.llmprovider.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * The snippets of a page, and what can be done with them.
 */
final class Snippets {

	private final Path page;

	Snippets(Path page) {
		this.page = page;
	}

	/**
	 * The snippets in a language, in their order.
	 * @param language what stands behind the three marks
	 * @return the texts
	 */
	List<String> of(String language) {
		List<String> snippets = new ArrayList<>();
		StringBuilder snippet = null;
		boolean wanted = false;
		for (String line : lines()) {
			if (line.startsWith("```") && snippet == null) {
				wanted = line.equals("```" + language);
				snippet = new StringBuilder();
			}
			else if (line.startsWith("```") && snippet != null) {
				if (wanted) {
					snippets.add(snippet.toString());
				}
				snippet = null;
			}
			else if (snippet != null) {
				snippet.append(line).append('\n');
			}
		}
		return snippets;
	}

	/**
	 * Compiles a source.
	 * @param name the class
	 * @param source the source
	 * @param target where the class goes
	 * @return the errors
	 */
	static List<String> errors(String name, String source, Path target) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///snippets/" + name + ".java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		compiler
			.getTask(null, null, diagnostics,
					List.of("-proc:none", "-d", target.toString(), "-cp", System.getProperty("java.class.path")), null,
					List.of(file))
			.call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map(Object::toString)
			.toList();
	}

	/**
	 * Reads YAML as Spring Boot does.
	 * @param yaml the text
	 * @return its settings
	 */
	static List<PropertySource<?>> load(String yaml) {
		try {
			return new YamlPropertySourceLoader().load("snippet",
					new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> lines() {
		try {
			return Files.readAllLines(this.page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
