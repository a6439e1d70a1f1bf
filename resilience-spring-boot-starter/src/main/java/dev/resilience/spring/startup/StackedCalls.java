package dev.resilience.spring.startup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.startup.CallsInBytecode.Call;
import dev.resilience.spring.startup.CallsInBytecode.Calls;
import dev.resilience.spring.startup.CallsInBytecode.Signature;

/**
 * Finds retried methods whose code calls a retried method of a bean. What happens between
 * other beans is found when it happens; both warn of a pair once.
 */
final class StackedCalls {

	private final ProtectedClasses classes;

	/** Retried methods by each class or interface that code may name. */
	private final Map<String, Map<Signature, Set<MethodProtection>>> retried = new HashMap<>();

	private StackedCalls(ProtectedClasses classes) {
		this.classes = classes;
		for (Class<?> type : classes.all()) {
			classes.methods(type).forEach((signature, method) -> {
				if (isRetried(method)) {
					ProtectedClasses.family(type)
						.forEach((owner) -> this.retried.computeIfAbsent(owner, (key) -> new HashMap<>())
							.computeIfAbsent(signature, (key) -> new LinkedHashSet<>())
							.add(method));
				}
			});
		}
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
		List<Calls> calls = this.classes.calls(outer.type());
		Set<Signature> seen = new HashSet<>();
		Deque<Signature> open = new ArrayDeque<>(List.of(ProtectedClasses.signature(outer)));
		while (!open.isEmpty()) {
			Signature method = open.pop();
			if (seen.add(method)) {
				for (Calls part : calls) {
					part.onItself()
						.stream()
						.filter((call) -> call.caller().equals(method))
						.forEach((call) -> open.push(call.called()));
					part.onOthers()
						.stream()
						.filter((call) -> call.caller().equals(method))
						.forEach((call) -> report(outer, call));
				}
			}
		}
	}

	private void report(MethodProtection outer, Call call) {
		this.retried.getOrDefault(call.owner(), Map.of())
			.getOrDefault(call.called(), Set.of())
			.forEach((inner) -> inner.site().stackedRetries().found(outer.site(), inner.site()));
	}

}
