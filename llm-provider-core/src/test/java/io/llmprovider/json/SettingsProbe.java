package io.llmprovider.json;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at a class with a builder by reflection, so that a test of all its members cannot
 * forget one that is new.
 */
public final class SettingsProbe {

	private SettingsProbe() {
	}

	/**
	 * Names of the builder's setters.
	 * @param builder the builder's class
	 * @return the names
	 */
	public static Set<String> setters(Class<?> builder) {
		return Arrays.stream(builder.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1
					&& method.getReturnType() == builder)
			.map(Method::getName)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * The values of a setting and their builder.
	 *
	 * @param <B> the builder
	 * @param <S> what it builds
	 */
	public record Subject<B, S>(Supplier<B> builder, Function<B, S> build) {

		/**
		 * A setting of which one member is set.
		 * @param name the member
		 * @param value its value
		 * @return the setting
		 */
		public S with(String name, Object value) {
			B made = this.builder.get();
			Method setter = find(made.getClass(), name, 1);
			invoke(setter, made, value);
			return this.build.apply(made);
		}

		/**
		 * A member's value.
		 * @param subject the setting
		 * @param name the member
		 * @return the value
		 */
		public Object get(S subject, String name) {
			return invoke(find(subject.getClass(), name, 0), subject);
		}

	}

	private static Method find(Class<?> type, String name, int parameters) {
		List<Method> found = Arrays.stream(type.getMethods())
			.filter((method) -> method.getName().equals(name) && method.getParameterCount() == parameters
					&& !Modifier.isStatic(method.getModifiers()))
			.toList();
		if (found.size() != 1) {
			throw new AssertionError(type.getSimpleName() + "." + name + ": " + found);
		}
		return found.get(0);
	}

	private static Object invoke(Method method, Object target, Object... arguments) {
		try {
			return method.invoke(target, arguments);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError(method.getName(), ex);
		}
	}

}
