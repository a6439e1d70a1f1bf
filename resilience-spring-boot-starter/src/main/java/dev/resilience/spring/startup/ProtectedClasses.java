package dev.resilience.spring.startup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.startup.CallsInBytecode.Calls;
import dev.resilience.spring.startup.CallsInBytecode.Signature;

import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/** The classes that have protected methods, and what their code calls. */
final class ProtectedClasses {

	private final Map<Class<?>, Map<Signature, MethodProtection>> byClass = new LinkedHashMap<>();

	private final Map<Class<?>, List<Calls>> calls = new HashMap<>();

	ProtectedClasses(List<MethodProtection> methods) {
		methods.forEach((method) -> this.byClass.computeIfAbsent(method.type(), (type) -> new LinkedHashMap<>())
			.put(signature(method), method));
	}

	static Signature signature(MethodProtection method) {
		return new Signature(method.method().getName(), Type.getMethodDescriptor(method.method()));
	}

	Set<Class<?>> all() {
		return this.byClass.keySet();
	}

	/** The protected methods of a class. */
	Map<Signature, MethodProtection> methods(Class<?> type) {
		return this.byClass.getOrDefault(type, Map.of());
	}

	/** The calls in a class, and in those that it extends. */
	List<Calls> calls(Class<?> type) {
		return this.calls.computeIfAbsent(type, (key) -> {
			Set<String> family = family(key);
			List<Calls> found = new ArrayList<>();
			for (Class<?> part = key; part != null
					&& !part.getName().startsWith("java."); part = part.getSuperclass()) {
				found.add(CallsInBytecode.of(part, family));
			}
			return found;
		});
	}

	/** The names, as in bytecode, of everything that an object of the class is one of. */
	static Set<String> family(Class<?> type) {
		Set<String> family = new LinkedHashSet<>();
		for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
			family.add(Type.getInternalName(part));
		}
		ClassUtils.getAllInterfacesForClassAsSet(type).forEach((part) -> family.add(Type.getInternalName(part)));
		return family;
	}

}
