package io.llmprovider.model;

/**
 * Where a model stands in its life.
 */
public enum ModelStatus {

	/** It may change or go without notice. */
	PREVIEW,

	/** It is there to stay for now. */
	ACTIVE,

	/** It will go, or is gone already. */
	DEPRECATED

}
