package dev.resilience.test.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import dev.resilience.test.conformance.CallSites.Site;

/** The classes that were read, and who calls whom in them. */
final class AnalysedCode {

	private final JavaClasses classes;

	private final Map<String, List<JavaCodeUnitAccess<?>>> calls;

	private final Map<JavaClass, CallSites> sites = new HashMap<>();

	AnalysedCode(JavaClasses classes) {
		this.classes = classes;
		this.calls = classes.stream()
			.flatMap((type) -> Stream.<JavaCodeUnitAccess<?>>concat(type.getCodeUnitCallsFromSelf().stream(),
					type.getCodeUnitReferencesFromSelf().stream()))
			.collect(Collectors.groupingBy(JavaCodeUnitAccess::getName));
	}

	int size() {
		return this.classes.size();
	}

	boolean contains(JavaClass type) {
		return this.classes.contain(type.getName());
	}

	/** All calls, method references included. */
	Stream<JavaCodeUnitAccess<?>> calls() {
		return this.calls.values().stream().flatMap(List::stream);
	}

	/** The calls that may end in a method, also through a type that it implements. */
	List<JavaCodeUnitAccess<?>> callsOf(JavaCodeUnit method) {
		List<String> parameters = HasName.Utils.namesOf(method.getRawParameterTypes());
		return this.calls.getOrDefault(method.getName(), List.of())
			.stream()
			.filter((call) -> !call.getOrigin().equals(method))
			.filter((call) -> HasName.Utils.namesOf(call.getTarget().getRawParameterTypes()).equals(parameters))
			.filter((call) -> mayEndIn(call, method))
			.toList();
	}

	private static boolean mayEndIn(JavaCodeUnitAccess<?> call, JavaCodeUnit method) {
		JavaClass owner = method.getOwner();
		JavaClass called = call.getTarget()
			.resolveMember()
			.map((member) -> member.getOwner())
			.orElse(call.getTargetOwner());
		return called.equals(owner) || (!(method instanceof JavaConstructor) && (isOne(owner, called)
				|| owner.getAllSubclasses().stream().anyMatch((subclass) -> isOne(subclass, called))));
	}

	private static boolean isOne(JavaClass type, JavaClass parent) {
		return type.isAssignableTo(parent.getName());
	}

	/** Whether the call stands in code that is handed to {@code ProtectedCalls}. */
	boolean isByCode(JavaCodeUnitAccess<?> call) {
		return sites(call).byCode().contains(Site.of(call));
	}

	/** The policies that code around the call may mean. */
	String policiesByCode(JavaCodeUnitAccess<?> call) {
		return String.join(" or ", sites(call).policies());
	}

	/** Whether the call goes past the proxy. */
	boolean isOnItself(JavaCodeUnitAccess<?> call) {
		return sites(call).onItself().contains(Site.of(call));
	}

	private CallSites sites(JavaCodeUnitAccess<?> call) {
		return this.sites.computeIfAbsent(call.getOriginOwner(), CallSites::of);
	}

	/** Whether the compiler made it, to lead to the method that somebody wrote. */
	static boolean isBridge(JavaCodeUnit method) {
		return method.getModifiers().contains(JavaModifier.BRIDGE);
	}

}
