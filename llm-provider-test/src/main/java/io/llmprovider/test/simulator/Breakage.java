package io.llmprovider.test.simulator;

/**
 * Where an answer breaks, whatever it is made of.
 *
 * @param withHeaders whether status and headers are sent
 * @param afterBytes how many bytes of the body are sent
 * @param ending what happens to the connection then
 */
record Breakage(boolean withHeaders, long afterBytes, Ending ending) {

	static Breakage beforeHeaders(Ending ending) {
		return new Breakage(false, 0, ending);
	}

	static Breakage after(long bytes, Ending ending) {
		if (bytes < 0) {
			throw new IllegalArgumentException("Cannot cut after " + bytes + " bytes");
		}
		return new Breakage(true, bytes, ending);
	}

}
