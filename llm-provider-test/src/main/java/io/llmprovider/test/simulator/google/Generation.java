package io.llmprovider.test.simulator.google;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's id says of it. A model that is no Gemini takes all that there is.
 *
 * @param name the id without what tells one release from another
 * @param version ten times the major number and the minor one
 * @param pro whether it is of the largest size
 */
record Generation(String name, int version, boolean pro) {

	private static final int NEWEST = 30;

	private static final Pattern VERSION = Pattern.compile("gemini-(\\d)(?:\\.(\\d))?");

	static Generation of(String model) {
		String plain = model.toLowerCase(Locale.ROOT).replaceFirst("-preview.*", "");
		Matcher version = VERSION.matcher(plain);
		boolean known = version.find();
		int minor = (known && version.group(2) != null) ? Integer.parseInt(version.group(2)) : 0;
		return new Generation(plain, known ? Integer.parseInt(version.group(1)) * 10 + minor : NEWEST,
				plain.contains("pro"));
	}

	boolean isThird() {
		return this.version >= 30;
	}

	boolean thinks() {
		return this.version >= 25;
	}

}
