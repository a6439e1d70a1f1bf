package dev.resilience.test.conformance;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.ArchUnitException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.intercept.AnnotatedMethod;

/** Which methods are protected; annotations are read as the interceptor reads them. */
final class Guards {

	private final Map<String, String> typesByCode = new LinkedHashMap<>();

	/** Objects of this type are made by {@code ProtectedCalls.wrap}. */
	void protectedByCode(String type, String policy) {
		this.typesByCode.put(type, policy);
	}

	/**
	 * Of a method with a body: it is protected if it is on every object that may have it.
	 */
	Guard of(JavaMethod method) {
		List<Guard> guards = targets(method).stream().map((target) -> of(method, target)).toList();
		return guards.stream()
			.filter((guard) -> !guard.protects())
			.findFirst()
			.orElseGet(() -> new Guard(
					guards.stream().map(Guard::policies).distinct().sorted().collect(Collectors.joining(" or ")), ""));
	}

	/** Of a call of a client: what stands on the client itself. */
	Guard ofTarget(JavaCodeUnitAccess<?> call) {
		return call.getTarget()
			.resolveMember()
			.filter(JavaMethod.class::isInstance)
			.map((method) -> of((JavaMethod) method, call.getTargetOwner()))
			.orElse(Guard.NONE);
	}

	/** The classes whose objects have the method, and not another in its place. */
	private static List<JavaClass> targets(JavaMethod method) {
		JavaClass owner = method.getOwner();
		List<JavaClass> concrete = Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
			.filter((type) -> !type.getModifiers().contains(JavaModifier.ABSTRACT) && !type.isInterface())
			.filter((type) -> type.equals(owner) || !overrides(type, method))
			.toList();
		return concrete.isEmpty() ? List.of(owner) : concrete;
	}

	private static boolean overrides(JavaClass type, JavaMethod method) {
		String[] parameters = HasName.Utils.namesOf(method.getRawParameterTypes()).toArray(String[]::new);
		return type.getAllClassesSelfIsAssignableTo()
			.stream()
			.filter((each) -> !each.equals(method.getOwner()) && each.isAssignableTo(method.getOwner().getName()))
			.anyMatch((each) -> each.tryGetMethod(method.getName(), parameters).isPresent());
	}

	private Guard of(JavaMethod method, JavaClass target) {
		for (Map.Entry<String, String> byCode : this.typesByCode.entrySet()) {
			if (target.isAssignableTo(byCode.getKey()) && isMethodOf(byCode.getKey(), method, target)) {
				return new Guard("by code: " + byCode.getValue(), "");
			}
		}
		try {
			return read(method.reflect(), target.reflect());
		}
		catch (LinkageError | ArchUnitException ex) {
			return new Guard("", "is in a class that could not be loaded (" + ex + ")");
		}
	}

	private static boolean isMethodOf(String type, JavaMethod method, JavaClass target) {
		List<JavaClass> parameters = method.getRawParameterTypes();
		return target.getAllClassesSelfIsAssignableTo()
			.stream()
			.filter((each) -> each.getName().equals(type))
			.flatMap((each) -> each.getAllMethods().stream())
			.anyMatch((each) -> each.getName().equals(method.getName())
					&& each.getRawParameterTypes().size() == parameters.size());
	}

	private static Guard read(Method method, Class<?> target) {
		AnnotatedMethod annotated = AnnotatedMethod.of(method, target);
		if (!annotated.obstacles().isEmpty()) {
			return new Guard("", "is annotated, but " + annotated.obstacles().get(0));
		}
		Set<PolicyKind> kinds = annotated.policies().keySet();
		if (annotated.resilient().isEmpty() && kinds.equals(Set.of(PolicyKind.FALLBACK))) {
			return new Guard("", "has a @Fallback alone, which neither limits nor retries nor refuses a call");
		}
		return new Guard(inWords(annotated), "");
	}

	/** As {@code retry, circuit: payments; time-limit: slow}. */
	private static String inWords(AnnotatedMethod annotated) {
		Map<String, Set<String>> kinds = new LinkedHashMap<>();
		annotated.policies()
			.forEach((kind, policy) -> kinds.computeIfAbsent(policy, (name) -> new LinkedHashSet<>()).add(kind.key()));
		annotated.resilient()
			.forEach((policy) -> kinds.computeIfAbsent(policy, (name) -> new LinkedHashSet<>()).add("@Resilient"));
		return kinds.entrySet()
			.stream()
			.map((entry) -> String.join(", ", entry.getValue())
					+ (entry.getKey().isEmpty() ? "" : ": " + entry.getKey()))
			.collect(Collectors.joining("; "));
	}

}
