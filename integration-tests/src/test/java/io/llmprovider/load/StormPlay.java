package io.llmprovider.load;

import io.llmprovider.test.simulator.Answer;

/**
 * What the server does in one exchange.
 *
 * @param fault what happens
 * @param answer how it is played
 * @param least how many words whoever asked must have heard
 * @param most how many he can have heard
 */
record StormPlay(StormFault fault, Answer answer, int least, int most) {

	/** Of a body that is read as a whole, a part is nothing. */
	StormPlay asWhole() {
		return new StormPlay(this.fault, this.answer, 0, this.most);
	}

}
