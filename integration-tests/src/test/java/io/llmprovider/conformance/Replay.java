package io.llmprovider.conformance;

/**
 * A way in which a recorded body reaches the library.
 */
interface Replay {

	/**
	 * Replays one case.
	 * @param corpusCase the case
	 * @return what became of it
	 */
	Outcome replay(CorpusCase corpusCase);

}
