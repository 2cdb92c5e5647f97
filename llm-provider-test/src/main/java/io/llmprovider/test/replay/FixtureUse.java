package io.llmprovider.test.replay;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The fixture of one test, for extensions of test frameworks. A recorder is there for all
 * tests that {@link LlmReplay} holds for, a replayer for one.
 */
public final class FixtureUse {

	/** The system property that names the folder of fixtures. */
	public static final String FOLDER_PROPERTY = "llm.fixtures";

	private final LlmReplay replay;

	private final RecordingRules rules;

	private @Nullable Recorder recorder;

	private boolean failed;

	/**
	 * Creates the use of a fixture; nothing is opened yet.
	 * @param replay says which
	 */
	public FixtureUse(LlmReplay replay) {
		this.replay = replay;
		RecordingRules usual = RecordingRules.usual().ignoring(replay.ignore());
		this.rules = replay.delays() ? usual.withDelays() : usual;
	}

	/**
	 * The annotation of an element itself.
	 * @param element a class or a method
	 * @return the annotation, or null if it has none
	 */
	public static @Nullable LlmReplay find(AnnotatedElement element) {
		return element.getAnnotation(LlmReplay.class);
	}

	/**
	 * Opens the traffic of one test.
	 * @return a new replayer, or the recorder of all tests
	 * @throws IllegalStateException if it is to be replayed and there is no such fixture
	 */
	public synchronized RecordedTraffic open() {
		Path fixture = path();
		if (!Boolean.getBoolean(RecordedTraffic.RECORD_PROPERTY)) {
			return Replayer.start(fixture, this.rules);
		}
		if (this.recorder == null) {
			this.recorder = Recorder.start(fixture, this.rules);
		}
		return this.recorder;
	}

	/**
	 * Ends the traffic of one test.
	 * @param traffic what {@link #open} gave
	 * @param passed whether the test passed: what was recorded by failed ones is not kept
	 * @throws ReplayMismatchError if a request did not match
	 */
	public synchronized void end(RecordedTraffic traffic, boolean passed) {
		this.failed |= !passed;
		if (traffic.isRecording()) {
			return;
		}
		traffic.close();
		traffic.verify();
	}

	/**
	 * Ends all: a recorder writes the fixture if every test has passed.
	 */
	public synchronized void close() {
		if (this.recorder != null) {
			if (this.failed) {
				this.recorder.discard();
			}
			this.recorder.close();
			this.recorder = null;
		}
	}

	private Path path() {
		Path given = Path.of(this.replay.value());
		Path folder = Path.of(System.getProperty(FOLDER_PROPERTY, "src/test/resources"));
		return (given.isAbsolute() || Files.exists(given)) ? given : folder.resolve(given);
	}

}
