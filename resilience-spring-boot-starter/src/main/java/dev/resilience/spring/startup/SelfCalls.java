package dev.resilience.spring.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.startup.CallsInBytecode.Call;
import dev.resilience.spring.startup.CallsInBytecode.Calls;
import dev.resilience.spring.startup.CallsInBytecode.Signature;

/**
 * Finds beans that call a protected method of their own. Such a call goes past the proxy,
 * so nothing protects it. If the caller has the same protection itself, nothing is lost.
 */
final class SelfCalls {

	private SelfCalls() {
	}

	static List<String> find(ProtectedClasses classes) {
		List<String> warnings = new ArrayList<>();
		for (Class<?> type : classes.all()) {
			Map<Signature, MethodProtection> methods = classes.methods(type);
			for (Calls calls : classes.calls(type)) {
				for (Call call : calls.onItself()) {
					MethodProtection called = methods.get(call.called());
					if (called != null && !isCovered(call.caller(), called, methods)) {
						warnings.add(warning(type, call.caller(), called));
					}
				}
			}
		}
		return warnings.stream().distinct().toList();
	}

	/** A lambda is covered by the method that it stands in. */
	private static boolean isCovered(Signature caller, MethodProtection called,
			Map<Signature, MethodProtection> methods) {
		String name = written(caller);
		return methods.values()
			.stream()
			.filter((method) -> method.method().getName().equals(name))
			.anyMatch((method) -> method.policies().entrySet().containsAll(called.policies().entrySet()));
	}

	/** The compiler calls the lambdas of {@code pay} {@code lambda$pay$0} and so on. */
	private static String written(Signature caller) {
		String[] parts = caller.name().split("\\$");
		return (parts.length == 3 && parts[0].equals("lambda")) ? parts[1] : caller.name();
	}

	private static String warning(Class<?> type, Signature caller, MethodProtection called) {
		String kinds = called.policies()
			.keySet()
			.stream()
			.sorted()
			.map(PolicyKind::key)
			.collect(Collectors.joining(", "));
		return type.getName() + "#" + written(caller) + " calls " + called.signature()
				+ " of its own object, past the proxy, so that call has no protection (" + kinds
				+ "). Move the protected method to another bean, or call it through the proxy.";
	}

}
