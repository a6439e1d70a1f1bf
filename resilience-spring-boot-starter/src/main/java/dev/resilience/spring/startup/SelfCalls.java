package dev.resilience.spring.startup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.startup.CallsInBytecode.Call;
import dev.resilience.spring.startup.CallsInBytecode.Signature;

/**
 * Finds beans that call a protected method of their own. Such a call goes past the proxy,
 * so nothing protects it. If the caller has the same protection itself, nothing is lost.
 */
final class SelfCalls {

	private final Class<?> type;

	private final Map<Signature, MethodProtection> methods;

	private final List<Call> calls;

	private SelfCalls(Class<?> type, ProtectedClasses classes) {
		this.type = type;
		this.methods = classes.methods(type);
		this.calls = classes.calls(type).onItself();
	}

	static List<String> find(ProtectedClasses classes) {
		return classes.all()
			.stream()
			.flatMap((type) -> new SelfCalls(type, classes).find().stream())
			.distinct()
			.toList();
	}

	private List<String> find() {
		List<String> warnings = new ArrayList<>();
		for (Call call : this.calls) {
			MethodProtection called = this.methods.get(call.called());
			if (called != null && !called.active().isEmpty() && !isCovered(call.caller(), called, new HashSet<>())) {
				warnings.add(warning(call.caller(), called));
			}
		}
		return warnings;
	}

	/**
	 * A private method is covered if all that call it are, and a lambda by the methods
	 * that may be the one that it stands in.
	 */
	private boolean isCovered(Signature caller, MethodProtection called, Set<Signature> seen) {
		String name = written(caller);
		boolean inLambda = !name.equals(caller.name());
		boolean itself = this.methods.entrySet()
			.stream()
			.filter((entry) -> inLambda ? entry.getKey().name().equals(name) : entry.getKey().equals(caller))
			.anyMatch((entry) -> hasAllOf(called, entry.getValue()));
		if (itself || !seen.add(caller) || !(inLambda || ProtectedClasses.isPrivate(this.type, caller))) {
			return itself;
		}
		List<Signature> callers = this.calls.stream()
			.filter((call) -> call.called().equals(caller))
			.map(Call::caller)
			.toList();
		return !callers.isEmpty() && callers.stream().allMatch((each) -> isCovered(each, called, seen));
	}

	private static boolean hasAllOf(MethodProtection called, MethodProtection caller) {
		return called.active()
			.stream()
			.allMatch((kind) -> Objects.equals(called.policies().get(kind), caller.policies().get(kind)));
	}

	/** The compiler calls the lambdas of {@code pay} {@code lambda$pay$0} and so on. */
	private static String written(Signature caller) {
		String[] parts = caller.name().split("\\$");
		return (parts.length == 3 && parts[0].equals("lambda")) ? parts[1] : caller.name();
	}

	private String warning(Signature caller, MethodProtection called) {
		String kinds = called.active().stream().sorted().map(PolicyKind::key).collect(Collectors.joining(", "));
		String where = written(caller).equals("<init>") ? "The constructor of " + this.type.getName()
				: this.type.getName() + "#" + written(caller);
		return where + " calls " + called.signature()
				+ " of its own object, past the proxy, so that call has no protection (" + kinds
				+ "). Move the protected method to another bean, or call it through the proxy.";
	}

}
