package dev.resilience.spring.startup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.startup.CallsInBytecode.Call;
import dev.resilience.spring.startup.CallsInBytecode.Calls;
import dev.resilience.spring.startup.CallsInBytecode.Signature;

import org.springframework.asm.Type;

/**
 * Finds retried methods whose code calls a retried method of a bean. What happens between
 * other beans is found when it happens; both warn of a pair once.
 */
final class StackedCalls {

	private final ProtectedClasses classes;

	/** The classes by their names in bytecode. */
	private final Map<String, Class<?>> byName = new HashMap<>();

	private StackedCalls(ProtectedClasses classes) {
		this.classes = classes;
		classes.all().forEach((type) -> this.byName.put(Type.getInternalName(type), type));
	}

	/** Warns of what is found, each pair by the inner method's site. */
	static void report(ProtectedClasses classes) {
		StackedCalls stacked = new StackedCalls(classes);
		for (Class<?> type : classes.all()) {
			classes.methods(type).values().stream().filter(StackedCalls::isRetried).forEach(stacked::report);
		}
	}

	private static boolean isRetried(MethodProtection method) {
		return method.site().attempts() > 1;
	}

	/** Follows the code of one method, through methods of its own class. */
	private void report(MethodProtection outer) {
		Calls calls = this.classes.calls(outer.type());
		Set<Signature> seen = new HashSet<>();
		Deque<Signature> open = new ArrayDeque<>(List.of(ProtectedClasses.signature(outer.method())));
		while (!open.isEmpty()) {
			Signature method = open.pop();
			if (seen.add(method)) {
				of(method, calls.onItself()).forEach((call) -> open.push(call.called()));
				of(method, calls.onOthers()).forEach((call) -> report(outer, call));
			}
		}
	}

	private static Stream<Call> of(Signature caller, List<Call> calls) {
		return calls.stream().filter((call) -> call.caller().equals(caller));
	}

	/**
	 * Only where the code names the very class: of an interface nobody knows which
	 * implementation is called.
	 */
	private void report(MethodProtection outer, Call call) {
		Class<?> type = this.byName.get(call.owner());
		MethodProtection inner = (type != null) ? this.classes.methods(type).get(call.called()) : null;
		if (inner != null && isRetried(inner) && inner != outer) {
			inner.site().stackedRetries().found(outer.site(), inner.site());
		}
	}

}
