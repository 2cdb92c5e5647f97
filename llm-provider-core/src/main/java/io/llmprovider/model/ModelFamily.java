package io.llmprovider.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells whether two ids name the same model. One model has several names: with and
 * without the date of its release, as the latest of its kind, below the name of its maker
 * or of a region. Different sizes, versions and tunings are different families, because
 * only the author of a piece of reasoning can check what it signed.
 */
public final class ModelFamily {

	/** As Amazon Bedrock's inference profiles have them. */
	private static final Pattern REGION = Pattern.compile("^(us|eu|apac|jp|au|us-gov|global)\\.");

	private static final Pattern RELEASE = Pattern.compile(
			"([-@]20\\d{6}|-20\\d\\d-\\d\\d-\\d\\d|-v\\d+:\\d+|[-:@]latest|@default|-0\\d\\d|-(preview|exp)(-.*)?)$");

	private ModelFamily() {
	}

	/**
	 * Whether two ids name the same model.
	 * @param one an id
	 * @param other another id
	 * @return whether they do
	 */
	public static boolean same(String one, String other) {
		return one.equals(other) || of(one).equals(of(other));
	}

	/**
	 * What all names of a model have in common.
	 * @param id a model's id
	 * @return the id in lower case without path, region, date and version of the release
	 */
	public static String of(String id) {
		String name = id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
		name = REGION.matcher(name).replaceFirst("");
		String shorter = RELEASE.matcher(name).replaceFirst("");
		while (!shorter.equals(name)) {
			name = shorter;
			shorter = RELEASE.matcher(name).replaceFirst("");
		}
		return name;
	}

}
