package dev.resilience.test.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.resilience.ThrowingRunnable;
import dev.resilience.ThrowingSupplier;
import dev.resilience.check.BackendCheck;
import org.jspecify.annotations.Nullable;

/**
 * Goes from one call to a backend back to all that may lead to it, until it meets a
 * protected method, an exception, or a method that nothing protects.
 */
final class CoverageSearch {

	private static final String PAST_THE_PROXY = "is protected, but not from its own object: that goes past the proxy";

	private final AnalysedCode code;

	private final Guards guards;

	private final Exceptions exceptions;

	private final EntryPoints entryPoints;

	private final JavaCodeUnitAccess<?> call;

	private final Set<String> policies = new TreeSet<>();

	private final Set<String> reasons = new TreeSet<>();

	private final List<String> gaps = new ArrayList<>();

	private final Set<JavaCodeUnit> seen = new HashSet<>();

	private final Deque<Step> open = new ArrayDeque<>();

	CoverageSearch(AnalysedCode code, Guards guards, Exceptions exceptions, JavaCodeUnitAccess<?> call) {
		this.code = code;
		this.guards = guards;
		this.exceptions = exceptions;
		this.entryPoints = new EntryPoints(code);
		this.call = call;
	}

	BackendCall find() {
		Guard target = this.guards.ofTarget(this.call);
		if (target.protects() && !this.code.isOnItself(this.call)) {
			this.policies.add(target.policies());
		}
		else {
			follow(this.call, null);
			while (!this.open.isEmpty()) {
				visit(this.open.remove());
			}
		}
		if (this.gaps.isEmpty() && this.policies.isEmpty() && this.reasons.isEmpty()) {
			this.gaps.add("Only methods that call each other lead to it, and no code that was read calls these.");
		}
		return result();
	}

	private BackendCall result() {
		JavaClass type = this.call.getOriginOwner();
		String client = this.call.getTargetOwner().getSimpleName() + "." + this.call.getName();
		Coverage coverage = !this.gaps.isEmpty() ? Coverage.UNPROTECTED
				: this.reasons.isEmpty() ? Coverage.PROTECTED : Coverage.EXCEPTED;
		return new BackendCall(type.getName(), this.call.getOrigin().getName(), Step.file(this.call),
				this.call.getLineNumber(), client, coverage, (coverage != Coverage.UNPROTECTED) ? coveredBy() : "",
				this.gaps);
	}

	private String coveredBy() {
		String reasons = String.join("; ", this.reasons);
		String policies = String.join(" or ", this.policies);
		return policies + (policies.isEmpty() || reasons.isEmpty() ? "" : " or ") + reasons;
	}

	/** Looks at who makes a call, unless that is handed to {@code ProtectedCalls}. */
	private void follow(JavaCodeUnitAccess<?> call, @Nullable Step next) {
		if (this.code.isByCode(call)) {
			addByCode(call);
		}
		else if (this.seen.add(call.getOrigin())) {
			this.open.add(new Step(call, next, ""));
		}
	}

	private void addByCode(JavaCodeUnitAccess<?> call) {
		String named = this.code.policiesByCode(call);
		this.policies.add(named.isEmpty() ? "by code" : "by code: " + named);
	}

	private void visit(Step step) {
		JavaCodeUnit method = step.call().getOrigin();
		if (isExcepted(this.exceptions.ofMethod(method), step)) {
			return;
		}
		Guard guard = (method instanceof JavaMethod javaMethod && !AnalysedCode.isBridge(method))
				? this.guards.of(javaMethod) : Guard.NONE;
		if (guard.protects()) {
			this.policies.add(guard.policies());
			// which holds for whoever comes through the proxy
			this.code.callsOf(method)
				.stream()
				.filter((caller) -> this.code.isOnItself(caller) && !AnalysedCode.isBridge(caller.getOrigin()))
				.forEach((caller) -> follow(caller, step.with(PAST_THE_PROXY)));
		}
		else if (!isExcepted(this.exceptions.ofClass(method), step)) {
			visitBare(step, method, guard);
		}
	}

	private void visitBare(Step step, JavaCodeUnit method, Guard guard) {
		if (is(method, ThrowingSupplier.class, "get") || is(method, ThrowingRunnable.class, "run")) {
			addByCode(step.call());
			return;
		}
		if (is(method, BackendCheck.class, "check")) {
			// it has a limit of its own, and asks the backend whatever policies think of
			// it
			this.policies.add("backend check");
			return;
		}
		String reason = this.entryPoints.reason(method);
		List<JavaCodeUnitAccess<?>> callers = callers(method, reason != null);
		if (callers.isEmpty()) {
			String why = (reason != null) ? reason : "is called by no code that was read";
			this.gaps.add(step.gap(guard.remark().isEmpty() ? why : guard.remark() + ", and " + why));
		}
		callers.forEach((caller) -> follow(caller, step.with(guard.remark())));
	}

	/** Others that such an object has are called by whoever likes. */
	private static boolean is(JavaCodeUnit method, Class<?> type, String name) {
		return method.getOwner().isAssignableTo(type) && method.getName().equals(name)
				&& method.getRawParameterTypes().isEmpty();
	}

	/**
	 * Whoever makes an anonymous or local class stands for those that call it, as with a
	 * lambda.
	 */
	private List<JavaCodeUnitAccess<?>> callers(JavaCodeUnit method, boolean entryPoint) {
		boolean local = method.getOwner().isAnonymousClass() || method.getOwner().isLocalClass();
		if (entryPoint && local && !method.isConstructor()) {
			return method.getOwner()
				.getConstructors()
				.stream()
				.flatMap((constructor) -> this.code.callsOf(constructor).stream())
				.toList();
		}
		return entryPoint ? List.of() : this.code.callsOf(method);
	}

	private boolean isExcepted(@Nullable String reason, Step step) {
		if (reason == null) {
			return false;
		}
		if (reason.isBlank()) {
			this.gaps.add(step.gap("has an @Unprotected without a reason"));
		}
		else {
			this.reasons.add("unprotected: " + reason);
		}
		return true;
	}

	/**
	 * A call on the way.
	 *
	 * @param call the call; its origin is what is looked at
	 * @param next what the origin leads to, or null if the call is that to the backend
	 * @param note what is to be said of the origin, as the rest of a sentence, or empty
	 */
	private record Step(JavaCodeUnitAccess<?> call, @Nullable Step next, String note) {

		Step with(String note) {
			return new Step(this.call, this.next, note);
		}

		/** A sentence that says what is unprotected, and the way from there. */
		String gap(String why) {
			StringBuilder gap = new StringBuilder(name(this.call.getOrigin())).append(' ').append(why).append('.');
			for (Step step = this; step != null && step.next != null; step = step.next) {
				if (!AnalysedCode.isBridge(step.call.getOrigin())) {
					gap.append(System.lineSeparator())
						.append("  ")
						.append(place(step.call))
						.append(" calls ")
						.append(name(step.next.call.getOrigin()))
						.append(step.next.note.isEmpty() ? "" : ", which " + step.next.note);
				}
			}
			return gap.toString();
		}

		private static String name(JavaCodeUnit method) {
			return method.getOwner().getName() + "#" + method.getName();
		}

		private static String place(JavaCodeUnitAccess<?> call) {
			return call.getOriginOwner().getName() + "." + call.getOrigin().getName() + "(" + file(call) + ":"
					+ call.getLineNumber() + ")";
		}

		static String file(JavaCodeUnitAccess<?> call) {
			return call.getOriginOwner()
				.getSource()
				.flatMap((source) -> source.getFileName())
				.orElse(call.getOriginOwner().getSimpleName() + ".java");
		}

	}

}
