package io.llmprovider.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A folder of recorded answers, {@code <protocol>/<case>/} each. It is kept beside the
 * project, in {@code ../shared/corpus}, or wherever {@code -Dllm.corpus.dir} says.
 */
final class Corpus {

	/** The system property that names another folder. */
	static final String PROPERTY = "llm.corpus.dir";

	private final Path directory;

	private final Map<String, List<CorpusCase>> protocols = new TreeMap<>();

	private final Map<Path, String> unreadable = new TreeMap<>();

	private Corpus(Path directory) {
		this.directory = directory;
	}

	/**
	 * Reads the corpus.
	 * @return the corpus, or nothing if there is no such folder and none was named
	 */
	static Optional<Corpus> find() {
		String named = System.getProperty(PROPERTY);
		if (named != null && !named.isBlank()) {
			return Optional.of(read(Path.of(named)));
		}
		return Optional.ofNullable(besideTheProject(Path.of("").toAbsolutePath())).map(Corpus::read);
	}

	/**
	 * Reads a folder.
	 * @param directory holds the protocols' folders
	 * @return the corpus
	 */
	static Corpus read(Path directory) {
		if (!Files.isDirectory(directory)) {
			throw new IllegalArgumentException(directory + " is no folder: correct -D" + PROPERTY);
		}
		Corpus corpus = new Corpus(directory);
		try (Stream<Path> files = Files.walk(directory)) {
			List<Path> bodies = files.filter((file) -> file.endsWith("response.raw")).sorted().toList();
			for (Path body : bodies) {
				corpus.add(body.getParent());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return corpus;
	}

	private static @Nullable Path besideTheProject(Path start) {
		for (Path folder = start; folder != null; folder = folder.getParent()) {
			Path corpus = folder.resolve("shared").resolve("corpus");
			if (Files.isDirectory(corpus)) {
				return corpus;
			}
		}
		return null;
	}

	private void add(Path folder) throws IOException {
		String protocol = String.valueOf(folder.toAbsolutePath().getParent().getFileName());
		try {
			CorpusCase corpusCase = CorpusCase.of(protocol, String.valueOf(folder.getFileName()),
					json(folder.resolve("meta.json")), Files.readAllBytes(folder.resolve("response.raw")),
					json(folder.resolve("expected.json")));
			this.protocols.computeIfAbsent(corpusCase.protocol(), (name) -> new ArrayList<>()).add(corpusCase);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			this.unreadable.put(folder, String.valueOf(ex.getMessage()));
		}
	}

	private static JsonNode json(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		return Json.tree(bytes, 0, bytes.length);
	}

	Path directory() {
		return this.directory;
	}

	/**
	 * The cases by protocol, in the order of their names.
	 * @return protocols and cases
	 */
	Map<String, List<CorpusCase>> protocols() {
		return this.protocols;
	}

	/**
	 * Folders that are no case of the corpus format, and why.
	 * @return folders and reasons
	 */
	Map<Path, String> unreadable() {
		return this.unreadable;
	}

}
