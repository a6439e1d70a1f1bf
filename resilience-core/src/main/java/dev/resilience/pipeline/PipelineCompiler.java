package dev.resilience.pipeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.resilience.async.AsyncGateLink;
import dev.resilience.async.AsyncLink;
import dev.resilience.async.AsyncMethodLink;
import dev.resilience.async.AsyncType;
import dev.resilience.fallback.AsyncFallbackLink;
import dev.resilience.fallback.FallbackLink;
import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.Counters;
import dev.resilience.policy.GateLink;
import dev.resilience.policy.Link;
import dev.resilience.policy.MethodLink;
import dev.resilience.policy.PolicyKind;
import dev.resilience.policy.StackedRetries;
import dev.resilience.policy.UneventfulCalls;
import dev.resilience.retry.AsyncRetryLink;
import dev.resilience.retry.RetryLink;
import dev.resilience.time.TimeSource;
import dev.resilience.timelimit.AsyncTimeLimitLink;
import dev.resilience.timelimit.InterruptLink;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitLink;
import dev.resilience.timelimit.UninterruptedLimitLink;
import dev.resilience.timelimit.WorkerTimeLimitLink;
import org.jspecify.annotations.Nullable;

/**
 * Links the chain of a method, from the inside out: one form for methods that return what
 * they have done, one for those whose outcome comes later. A new kind has its line in
 * both.
 */
final class PipelineCompiler {

	private final List<PolicyKind> order;

	private final EngineParts parts;

	private final Map<Map<PolicyKind, Policy>, UneventfulCalls> uneventful = new ConcurrentHashMap<>();

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
		AsyncType type = protection.asyncType();
		checkResult(type, active.get(PolicyKind.RETRY));
		Policy limited = active.get(PolicyKind.TIME_LIMIT);
		int attempts = attempts(active);
		CallSite site = new CallSite(protection.where(), named.name(), attempts, totalNanos(limited),
				type != null || attempts > 1, type != null || (limited != null && isOnWorker(limited)),
				limited != null && isOnWorker(limited) && limited.spec().timeLimit().interrupt(), this.parts.time(),
				this.parts.carrier(), new StackedRetries(this.parts.reporter()), this.parts.watchdog(),
				(type != null) ? UneventfulCalls.NONE : uneventful(active));
		boolean passThrough = active.isEmpty() && this.parts.attempts() == null;
		return (type != null) ? Pipeline.of(site, type, chain(protection, type, active, named), passThrough)
				: Pipeline.of(site, chain(protection, active, named), passThrough);
	}

	private static void checkResult(@Nullable AsyncType type, @Nullable Policy retry) {
		if (type != null && !type.hasOneResult() && retry != null && retry.spec().retry().retryOnResult() != null) {
			throw new IllegalArgumentException("Policy '" + retry.name()
					+ "' looks at results to retry, and a method that returns a stream has no one result; let it "
					+ "return one, or name a policy without retry-on-result");
		}
	}

	private Link chain(Protection protection, Map<PolicyKind, Policy> active, Policy named) {
		Link link = looksAtSlowCalls(active) ? MethodLink.timed(this.parts.time()) : MethodLink.untimed();
		if (protection.untyped()) {
			link = new UntypedLink(protection.where(), this.parts.returnTypes(), this.parts.reporter(), link);
		}
		AttemptInterception attempts = attempts(protection);
		if (attempts != null) {
			link = attempts.before(link);
		}
		for (int i = this.order.size() - 1; i >= 0; i--) {
			PolicyKind kind = this.order.get(i);
			if (kind == PolicyKind.RETRY) {
				link = new AttemptLink(named.failures(), this.parts.failures(), link);
			}
			Policy policy = active.get(kind);
			if (policy != null) {
				link = link(kind, policy, protection, isOneAttempt(active), link);
			}
		}
		return (this.parts.observer() != null) ? new ObservedLink(this.parts.observer(), this.parts.failures(), link)
				: link;
	}

	private Link link(PolicyKind kind, Policy policy, Protection protection, boolean oneAttempt, Link next) {
		return switch (kind) {
			case FALLBACK -> (protection.fallback() != null)
					? new FallbackLink(policy.fallback(), protection.fallback(), next) : next;
			case CIRCUIT -> new GateLink(policy.circuit(), next);
			case RETRY -> new RetryLink(policy.retry(), next);
			case TIME_LIMIT ->
				isOnWorker(policy) ? new WorkerTimeLimitLink(policy.timeLimit(), this.parts.workers(), oneAttempt, next)
						: limitOnCaller(policy, next);
		};
	}

	private Link limitOnCaller(Policy policy, Link next) {
		return policy.spec().timeLimit().interrupt()
				? new TimeLimitLink(policy.timeLimit(), this.parts.watchdog(), next)
				: new UninterruptedLimitLink(policy.timeLimit(), next);
	}

	private AsyncLink chain(Protection protection, AsyncType type, Map<PolicyKind, Policy> active, Policy named) {
		AsyncLink link = asyncMethod(protection, type, active);
		for (int i = this.order.size() - 1; i >= 0; i--) {
			PolicyKind kind = this.order.get(i);
			if (kind == PolicyKind.RETRY) {
				link = new AsyncAttemptLink(named.failures(), this.parts.failures(), link);
			}
			Policy policy = active.get(kind);
			if (policy != null) {
				link = link(kind, policy, protection, type, isOneAttempt(active), link);
			}
		}
		return (this.parts.observer() != null)
				? new AsyncObservedLink(this.parts.observer(), this.parts.failures(), link) : link;
	}

	private AsyncLink link(PolicyKind kind, Policy policy, Protection protection, AsyncType type, boolean oneAttempt,
			AsyncLink next) {
		return switch (kind) {
			case FALLBACK -> (protection.fallback() != null)
					? new AsyncFallbackLink(policy.fallback(), protection.fallback(), type, next) : next;
			case CIRCUIT -> new AsyncGateLink(policy.circuit(), next);
			case RETRY -> new AsyncRetryLink(policy.retry(), next);
			case TIME_LIMIT -> new AsyncTimeLimitLink(policy.timeLimit(), this.parts.limits(),
					isOnWorker(policy) ? this.parts.workers() : null, oneAttempt, next);
		};
	}

	private AsyncLink asyncMethod(Protection protection, AsyncType type, Map<PolicyKind, Policy> active) {
		TimeSource time = looksAtSlowCalls(active) ? this.parts.time() : null;
		Policy limited = active.get(PolicyKind.TIME_LIMIT);
		AttemptInterception attempts = attempts(protection);
		return (attempts != null)
				? attempts.before(MethodLink.untimed(),
						(method) -> new AsyncMethodLink(invocation(limited, method), type, time))
				: new AsyncMethodLink(invocation(limited, MethodLink.untimed()), type, time);
	}

	/**
	 * Until it returns, a method whose outcome comes later is like any other. (A worker
	 * is interrupted by who has it work.)
	 */
	private Link invocation(@Nullable Policy limited, Link method) {
		boolean interrupt = limited != null && limited.spec().timeLimit().interrupt() && !isOnWorker(limited);
		return interrupt ? new InterruptLink(this.parts.watchdog(), method) : method;
	}

	private @Nullable AttemptInterception attempts(Protection protection) {
		AttemptInterceptor interceptor = this.parts.attempts();
		return (interceptor != null) ? new AttemptInterception(interceptor, Set.copyOf(protection.policies().values()))
				: null;
	}

	/** Whether the time limit is for each attempt. */
	private boolean isOneAttempt(Map<PolicyKind, Policy> active) {
		return attempts(active) == 1
				|| this.order.indexOf(PolicyKind.RETRY) < this.order.indexOf(PolicyKind.TIME_LIMIT);
	}

	private static boolean isOnWorker(Policy policy) {
		return policy.spec().timeLimit().runOn() == RunOn.WORKER;
	}

	private static boolean looksAtSlowCalls(Map<PolicyKind, Policy> active) {
		Policy policy = active.get(PolicyKind.CIRCUIT);
		return policy != null && policy.spec().circuit().slowCallDuration() != null;
	}

	/** One for all chains of the same policies, so that there are never many. */
	private UneventfulCalls uneventful(Map<PolicyKind, Policy> active) {
		return this.uneventful.computeIfAbsent(Map.copyOf(active), (policies) -> {
			Map<PolicyKind, Counters<?>> counters = new EnumMap<>(PolicyKind.class);
			policies.forEach((kind, policy) -> {
				switch (kind) {
					case FALLBACK -> {
					}
					case CIRCUIT -> counters.put(kind, policy.circuit().successes());
					case RETRY -> counters.put(kind, policy.retry().successes());
					case TIME_LIMIT -> counters.put(kind, policy.timeLimit().successes());
				}
			});
			return new UneventfulCalls(counters);
		});
	}

	private static int attempts(Map<PolicyKind, Policy> active) {
		Policy policy = active.get(PolicyKind.RETRY);
		return (policy != null) ? policy.spec().retry().maxAttempts() : 1;
	}

	private static long totalNanos(@Nullable Policy policy) {
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
