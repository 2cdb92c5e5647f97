package io.llmprovider.retry;

public interface Attempt {

	int number();

	void begun();

}
