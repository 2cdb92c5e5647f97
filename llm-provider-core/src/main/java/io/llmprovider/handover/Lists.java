package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Lists that stay the same instance while nothing in them changes.
 */
final class Lists {

	private Lists() {
	}

	/**
	 * Changes the elements of a list.
	 * @param <E> what it holds
	 * @param list the list
	 * @param change gives the element itself, another in its place, or null for none
	 * @return the same list if every element stayed as it was
	 */
	static <E> List<E> map(List<E> list, Function<? super E, ? extends @Nullable E> change) {
		List<E> copy = null;
		for (int i = 0; i < list.size(); i++) {
			E before = list.get(i);
			E after = change.apply(before);
			if (copy == null && after != before) {
				copy = new ArrayList<>(list.size());
				copy.addAll(list.subList(0, i));
			}
			if (copy != null && after != null) {
				copy.add(after);
			}
		}
		return (copy != null) ? copy : list;
	}

	/**
	 * A list, or the one it was made from if both hold the very same elements.
	 * @param <E> what they hold
	 * @param before the list from which the other was made
	 * @param after the other list
	 * @return one of them
	 */
	static <E> List<E> sameIfUnchanged(List<E> before, List<E> after) {
		if (before.size() != after.size()) {
			return after;
		}
		for (int i = 0; i < before.size(); i++) {
			if (before.get(i) != after.get(i)) {
				return after;
			}
		}
		return before;
	}

}
