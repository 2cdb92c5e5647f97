package io.llmprovider.conformance;

import java.util.Arrays;

/**
 * Where a network cuts a body: the ends of its pieces, in order. A cut outside of the
 * body or at the place of another makes no piece.
 *
 * @param cuts positions in the body
 */
record Pieces(int... cuts) {

	private static final byte RUBBISH = (byte) 0xA5;

	/** The whole body at once. */
	static final Pieces WHOLE = new Pieces();

	/**
	 * Pieces of one size.
	 * @param length the body's length
	 * @param size the pieces' size, in bytes
	 * @return the pieces
	 */
	static Pieces of(int length, int size) {
		int[] cuts = new int[(length - 1 + size) / size];
		for (int i = 0; i < cuts.length; i++) {
			cuts[i] = (i + 1) * size;
		}
		return new Pieces(cuts);
	}

	/**
	 * Hands on a body piece by piece. Every piece stands alone in an array that is
	 * overwritten afterwards, as a network's buffers are: whoever keeps a view of it
	 * reads rubbish.
	 * @param body the body
	 * @param from where to begin
	 * @param to where to end
	 * @param reader takes the pieces
	 */
	void feed(byte[] body, int from, int to, Reader reader) {
		int position = from;
		for (int i = 0; i <= this.cuts.length && position < to; i++) {
			int end = (i < this.cuts.length) ? Math.min(this.cuts[i], to) : to;
			if (end > position) {
				byte[] piece = new byte[end - position + 1];
				piece[0] = RUBBISH;
				System.arraycopy(body, position, piece, 1, end - position);
				reader.read(piece, 1, end - position);
				Arrays.fill(piece, RUBBISH);
				position = end;
			}
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Pieces that && Arrays.equals(this.cuts, that.cuts);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.cuts);
	}

	@Override
	public String toString() {
		return "Pieces" + Arrays.toString(this.cuts);
	}

	/**
	 * Takes the bytes of one piece.
	 */
	interface Reader {

		/**
		 * Takes one piece.
		 * @param bytes holds it, valid only during this call
		 * @param offset where it begins
		 * @param length how many bytes it has
		 */
		void read(byte[] bytes, int offset, int length);

	}

}
