package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.List;

import dev.resilience.failure.FailureTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/** Turns the exception classes that users name into classes. */
final class ClassNames {

	private final @Nullable ClassLoader loader;

	private final Mistakes mistakes;

	ClassNames(@Nullable ClassLoader loader, Mistakes mistakes) {
		this.loader = loader;
		this.mistakes = mistakes;
	}

	FailureTypes failureTypes(@Nullable List<String> names, String key, BoundKeys keys) {
		if (names == null) {
			return FailureTypes.NONE;
		}
		List<Class<? extends Throwable>> classes = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			String element = keys.element(key, i);
			Class<? extends Throwable> known = failureType(names.get(i), element, keys.origin(element));
			if (known != null) {
				classes.add(known);
			}
		}
		return new FailureTypes(classes);
	}

	@Nullable Class<? extends Throwable> failureType(String name, String key, @Nullable String origin) {
		if (name.isBlank()) {
			this.mistakes.add(new Mistake(key, origin, "has an empty entry", "Take it out, or name a class."));
			return null;
		}
		try {
			Class<?> type = ClassUtils.forName(name.trim(), this.loader);
			if (Throwable.class.isAssignableFrom(type)) {
				return type.asSubclass(Throwable.class);
			}
			this.mistakes.add(new Mistake(key, origin, "names " + name + ", which is not an exception",
					"Name classes that extend java.lang.Throwable."));
		}
		catch (ClassNotFoundException | LinkageError | RuntimeException ex) {
			this.mistakes.add(new Mistake(key, origin, "names " + name + ", which is not on the class path",
					remedy(OftenNamedFailures.near(name, this.loader))));
		}
		return null;
	}

	private static String remedy(List<String> near) {
		return near.isEmpty()
				? "Write the fully qualified name, as java.net.ConnectException, or add the library that has it."
				: "Did you mean " + String.join(" or ", near)
						+ "? Else write the fully qualified name, or add the library that has it.";
	}

}
