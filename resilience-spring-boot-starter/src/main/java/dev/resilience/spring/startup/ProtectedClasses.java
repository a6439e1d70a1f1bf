package dev.resilience.spring.startup;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.startup.CallsInBytecode.Calls;
import dev.resilience.spring.startup.CallsInBytecode.Signature;

import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/** The classes that have protected methods, and what their code calls. */
final class ProtectedClasses {

	private final Map<Class<?>, Map<Signature, MethodProtection>> byClass = new LinkedHashMap<>();

	private final Map<Class<?>, Calls> calls = new HashMap<>();

	ProtectedClasses(List<MethodProtection> methods) {
		methods.forEach((method) -> this.byClass.computeIfAbsent(method.type(), (type) -> new LinkedHashMap<>())
			.put(signature(method.method()), method));
	}

	static Signature signature(Method method) {
		return new Signature(method.getName(), Type.getMethodDescriptor(method));
	}

	Set<Class<?>> all() {
		return this.byClass.keySet();
	}

	/** The protected methods of a class. */
	Map<Signature, MethodProtection> methods(Class<?> type) {
		return this.byClass.getOrDefault(type, Map.of());
	}

	/**
	 * The calls in a class, and in those that it extends; not those of methods that it
	 * overrides.
	 */
	Calls calls(Class<?> type) {
		return this.calls.computeIfAbsent(type, (key) -> {
			Set<String> family = family(key);
			Calls all = new Calls(new ArrayList<>(), new ArrayList<>());
			Set<Signature> overridden = new HashSet<>();
			for (Class<?> part = key; part != null
					&& !part.getName().startsWith("java."); part = part.getSuperclass()) {
				Calls found = CallsInBytecode.of(part, family);
				found.onItself()
					.stream()
					.filter((call) -> !overridden.contains(call.caller()))
					.forEach(all.onItself()::add);
				found.onOthers()
					.stream()
					.filter((call) -> !overridden.contains(call.caller()))
					.forEach(all.onOthers()::add);
				Stream.of(part.getDeclaredMethods())
					.filter((method) -> !Modifier.isPrivate(method.getModifiers()))
					.forEach((method) -> overridden.add(signature(method)));
			}
			return all;
		});
	}

	/** Whether nobody but the class itself can call a method of it. */
	static boolean isPrivate(Class<?> type, Signature method) {
		for (Class<?> part = type; part != null; part = part.getSuperclass()) {
			for (Method declared : part.getDeclaredMethods()) {
				if (declared.getName().equals(method.name()) && signature(declared).equals(method)) {
					return Modifier.isPrivate(declared.getModifiers());
				}
			}
		}
		return false;
	}

	/** The names, as in bytecode, of everything that an object of the class is one of. */
	private static Set<String> family(Class<?> type) {
		Set<String> family = new LinkedHashSet<>();
		for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
			family.add(Type.getInternalName(part));
		}
		ClassUtils.getAllInterfacesForClassAsSet(type).forEach((part) -> family.add(Type.getInternalName(part)));
		return family;
	}

}
