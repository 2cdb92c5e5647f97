package io.llmprovider.test.simulator.dialect;

import java.util.List;

import io.llmprovider.test.simulator.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * What a provider says about a member of a request that is not as it should be. Each
 * dialect has its own words, which {@link Fields} asks for.
 */
public interface FieldRefusals {

	/**
	 * The path of a member, as the provider writes it.
	 * @param owner the path of the object, empty for the request itself
	 * @param name the member's name
	 * @return the path
	 */
	default String member(String owner, String name) {
		return owner.isEmpty() ? name : owner + "." + name;
	}

	/**
	 * The path of an array's element, as the provider writes it.
	 * @param array the path of the array
	 * @param index the element's index
	 * @return the path
	 */
	default String element(String array, int index) {
		return array + "[" + index + "]";
	}

	/**
	 * A member that has to be there is missing.
	 * @param path the member
	 * @return the refusal
	 */
	Refusal missing(String path);

	/**
	 * A member is unknown.
	 * @param path the member
	 * @return the refusal
	 */
	Refusal unknown(String path);

	/**
	 * A member is of the wrong type.
	 * @param path the member
	 * @param expected what it should be, such as {@code a string} or {@code an object}
	 * @param actual what it is
	 * @return the refusal
	 */
	Refusal type(String path, String expected, JsonNode actual);

	/**
	 * A member has a value that is none of those there are.
	 * @param path the member
	 * @param actual its value
	 * @param supported the values there are
	 * @return the refusal
	 */
	Refusal value(String path, String actual, List<String> supported);

	/**
	 * A string does not match its pattern.
	 * @param path the member
	 * @param pattern the pattern
	 * @return the refusal
	 */
	Refusal pattern(String path, String pattern);

	/**
	 * A string is longer than it may be.
	 * @param path the member
	 * @param maximum how many characters it may have
	 * @param actual how many it has
	 * @return the refusal
	 */
	Refusal tooLong(String path, int maximum, int actual);

	/**
	 * A string is empty that must not be.
	 * @param path the member
	 * @return the refusal
	 */
	Refusal emptyString(String path);

	/**
	 * An array is empty that must not be.
	 * @param path the member
	 * @return the refusal
	 */
	Refusal emptyArray(String path);

	/**
	 * A number is out of its range.
	 * @param path the member
	 * @param integer whether it is to be whole
	 * @param above whether it is too large, rather than too small
	 * @param bound the bound that is not kept
	 * @param actual its value
	 * @return the refusal
	 */
	Refusal range(String path, boolean integer, boolean above, String bound, String actual);

}
