package dev.resilience.spring.aot;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.core.ResolvableType;

/**
 * What it takes to make the answer of a fallback that names no method: the classes in the
 * return type are bound to {@code fallback.value}, and of containers the empty one is
 * made.
 */
final class AnswerHints {

	private AnswerHints() {
	}

	static void register(ResolvableType returnType, RuntimeHints hints) {
		Set<Class<?>> seen = new LinkedHashSet<>();
		collect(returnType, seen);
		seen.forEach((type) -> register(type, hints));
	}

	/** With what stands in angle brackets, however deep, and the elements of arrays. */
	private static void collect(ResolvableType type, Set<Class<?>> seen) {
		Class<?> known = type.resolve();
		if (known == null || !seen.add(known)) {
			return;
		}
		if (type.isArray()) {
			collect(type.getComponentType(), seen);
		}
		for (ResolvableType generic : type.getGenerics()) {
			collect(generic, seen);
		}
	}

	private static void register(Class<?> type, RuntimeHints hints) {
		if (type.isArray()) {
			hints.reflection().registerType(type);
		}
		else if (Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
			hints.reflection().registerType(type, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		}
		else if (isBound(type)) {
			new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), type);
			// follows the parameters of constructors too
			BindableRuntimeHintsRegistrar.forTypes(type).registerHints(hints);
		}
	}

	/** Later outcomes and scalars are made without looking into their classes. */
	private static boolean isBound(Class<?> type) {
		return !type.isPrimitive() && !type.getName().startsWith("java.") && !type.getName().startsWith("reactor.")
				&& type.getCanonicalName() != null;
	}

}
