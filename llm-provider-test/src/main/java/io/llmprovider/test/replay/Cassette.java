package io.llmprovider.test.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Recorded exchanges as they stand in a fixture: JSON that is meant to be read and
 * reviewed. The same traffic always makes the same file.
 *
 * @param exchanges the exchanges in the order of their requests
 */
public record Cassette(List<RecordedExchange> exchanges) {

	public Cassette {
		exchanges = List.copyOf(exchanges);
	}

	/**
	 * Reads a fixture.
	 * @param fixture its file
	 * @return what it holds
	 * @throws IllegalArgumentException if it is no fixture, with its path and what is
	 * wrong
	 * @throws UncheckedIOException if it cannot be read
	 */
	public static Cassette read(Path fixture) {
		try {
			return CassetteFormat.parse(Files.readString(fixture));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The fixture " + fixture + " cannot be used: " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The fixture " + fixture + " cannot be read", ex);
		}
	}

	/**
	 * Writes a fixture. One that is there is replaced in one step, so that a failure
	 * leaves it as it was.
	 * @param fixture its file; missing folders are made
	 * @throws UncheckedIOException if it cannot be written
	 */
	public void write(Path fixture) {
		try {
			Path folder = fixture.toAbsolutePath().getParent();
			Files.createDirectories(folder);
			Path beside = Files.createTempFile(folder, fixture.getFileName().toString(), ".new");
			try {
				Files.write(beside, text().getBytes(StandardCharsets.UTF_8));
				Files.move(beside, fixture, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(beside);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The fixture " + fixture + " cannot be written", ex);
		}
	}

	/**
	 * The fixture as text.
	 * @return JSON with a line break at its end
	 */
	public String text() {
		return CassetteFormat.text(this);
	}

}
