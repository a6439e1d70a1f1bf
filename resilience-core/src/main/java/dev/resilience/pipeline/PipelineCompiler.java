package dev.resilience.pipeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.fallback.FallbackLink;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.GateLink;
import dev.resilience.policy.Link;
import dev.resilience.policy.MethodLink;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryLink;
import dev.resilience.timelimit.TimeLimitLink;

/**
 * Links the chain of a method, from the inside out. A new kind has its line in
 * {@link #link}.
 */
final class PipelineCompiler {

	private final List<PolicyKind> order;

	private final EngineParts parts;

	PipelineCompiler(List<PolicyKind> order, EngineParts parts) {
		this.order = order;
		this.parts = parts;
	}

	/**
	 * Makes the pipeline.
	 * @param protection what the method asks for
	 * @param active the policies of the kinds that are not switched off
	 * @param named the policy whose counts the failed attempts go to
	 */
	Pipeline compile(Protection protection, Map<PolicyKind, Policy> active, Policy named) {
		Link link = methodLink(active);
		for (int i = this.order.size() - 1; i >= 0; i--) {
			PolicyKind kind = this.order.get(i);
			if (kind == PolicyKind.RETRY) {
				link = new AttemptLink(named.failures(), this.parts.failures(), link);
			}
			Policy policy = active.get(kind);
			if (policy != null) {
				link = link(kind, policy, protection, link);
			}
		}
		return new Pipeline(new CallSite(named.name(), totalNanos(active), repeats(active), this.parts.time()), link,
				active.isEmpty());
	}

	private Link link(PolicyKind kind, Policy policy, Protection protection, Link next) {
		return switch (kind) {
			case FALLBACK -> (protection.fallback() != null)
					? new FallbackLink(policy.fallback(), protection.fallback(), next) : next;
			case CIRCUIT -> new GateLink(policy.circuit(), next);
			case RETRY -> new RetryLink(policy.retry(), next);
			case TIME_LIMIT -> new TimeLimitLink(policy.timeLimit(), this.parts.watchdog(), next);
		};
	}

	private Link methodLink(Map<PolicyKind, Policy> active) {
		Policy circuitPolicy = active.get(PolicyKind.CIRCUIT);
		CircuitStateMachine circuit = (circuitPolicy != null) ? circuitPolicy.circuit() : null;
		boolean timed = circuit != null && circuit.spec().slowCallDuration() != null;
		return timed ? MethodLink.timed(this.parts.time()) : MethodLink.untimed();
	}

	private static boolean repeats(Map<PolicyKind, Policy> active) {
		Policy policy = active.get(PolicyKind.RETRY);
		return policy != null && policy.spec().retry().maxAttempts() > 1;
	}

	private static long totalNanos(Map<PolicyKind, Policy> active) {
		Policy policy = active.get(PolicyKind.TIME_LIMIT);
		return (policy != null && policy.spec().timeLimit().total() != null)
				? policy.spec().timeLimit().total().toNanos() : 0;
	}

	/** The policies of the kinds that are not switched off. */
	static Map<PolicyKind, Policy> active(Map<PolicyKind, Policy> asked) {
		Map<PolicyKind, Policy> active = new EnumMap<>(PolicyKind.class);
		asked.forEach((kind, policy) -> {
			if (!policy.spec().off().contains(kind)) {
				active.put(kind, policy);
			}
		});
		return active;
	}

}
