package dev.resilience.test.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.properties.HasName;

import org.springframework.asm.ClassReader;

/**
 * What ArchUnit does not tell about the calls in a class: which stand in code that is
 * handed to {@code ProtectedCalls}, and which are made on the calling object itself, so
 * that no proxy sees them.
 *
 * @param byCode calls in a lambda, or method references, that become one of our
 * functional types; nobody but {@code ProtectedCalls} and {@code BackendCheck} take these
 * @param onItself calls whose receiver is the calling object, or the one around it
 * @param policies the policies that the class asks for by name
 */
record CallSites(Set<Site> byCode, Set<Site> onItself, Set<String> policies) {

	/**
	 * A place in the class.
	 *
	 * @param line the line
	 * @param owner the class that is named as the called method's
	 * @param method the called method's name
	 */
	record Site(int line, String owner, String method) {

		static Site of(JavaCodeUnitAccess<?> access) {
			return new Site(access.getLineNumber(), access.getTargetOwner().getName(), access.getName());
		}

	}

	static CallSites of(JavaClass type) {
		CallSites sites = new CallSites(new HashSet<>(), new HashSet<>(), new TreeSet<>());
		if (type.getSource().isEmpty()) {
			return sites;
		}
		try (InputStream bytecode = type.getSource().get().getUri().toURL().openStream()) {
			new CallSitesReader(type.getName(), family(type), sites).read(new ClassReader(bytecode));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read " + type.getName(), ex);
		}
		return sites;
	}

	/**
	 * All types that {@code this} has here, and those of the objects around it; with what
	 * each extends.
	 */
	private static Map<String, Set<String>> family(JavaClass type) {
		Map<String, Set<String>> family = new HashMap<>();
		for (JavaClass part = type; part != null; part = part.getEnclosingClass().orElse(null)) {
			part.getAllClassesSelfIsAssignableTo()
				.forEach((each) -> family.put(each.getName(),
						HasName.Utils.namesOf(each.getAllClassesSelfIsAssignableTo())
							.stream()
							.collect(Collectors.toSet())));
		}
		family.remove(Object.class.getName());
		return family;
	}

}
