package dev.resilience.pipeline;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What the type variables of a class's ancestors stand for in that class. */
final class TypeVariables {

	private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

	TypeVariables(Class<?> type) {
		collect(type);
	}

	private void collect(@Nullable Class<?> type) {
		if (type == null) {
			return;
		}
		add(type.getGenericSuperclass());
		for (Type parent : type.getGenericInterfaces()) {
			add(parent);
		}
		collect(type.getSuperclass());
		for (Class<?> parent : type.getInterfaces()) {
			collect(parent);
		}
	}

	private void add(@Nullable Type parent) {
		if (parent instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
			for (int i = 0; i < raw.getTypeParameters().length; i++) {
				this.bound.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
			}
		}
	}

	/** The type itself, or what it stands for if it is a variable. */
	Type resolve(Type type) {
		Type resolved = type;
		while (resolved instanceof TypeVariable<?> variable && this.bound.containsKey(variable)) {
			resolved = this.bound.get(variable);
		}
		return resolved;
	}

	/**
	 * The class of a resolved type.
	 * @param otherwise what it is taken for where nothing is known
	 */
	static Class<?> raw(Type resolved, Class<?> otherwise) {
		Type raw = (resolved instanceof ParameterizedType parameterized) ? parameterized.getRawType() : resolved;
		return (raw instanceof Class<?> known) ? known : otherwise;
	}

}
