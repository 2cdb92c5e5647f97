package io.llmprovider.model;

/**
 * A kind of content that a model takes or gives.
 */
public enum Modality {

	/** Plain text. */
	TEXT,

	/** Pictures. */
	IMAGE,

	/** Sound. */
	AUDIO,

	/** Moving pictures. */
	VIDEO,

	/** Documents such as PDF. */
	DOCUMENT

}
