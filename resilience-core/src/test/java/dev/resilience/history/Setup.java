package dev.resilience.history;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.circuit.CircuitSpecBuilder;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;

/**
 * What a history happens to.
 *
 * @param form how calls are made
 * @param kinds which kinds the policy has
 * @param spec the policy
 * @param watched whether somebody looks at the circuit after each step; where nobody
 * does, its state changes unseen
 */
record Setup(Form form, Set<PolicyKind> kinds, PolicySpec spec, boolean watched) {

	static final int CALLERS = 5;

	static final String POLICY = "backend";

	boolean has(PolicyKind kind) {
		return this.kinds.contains(kind);
	}

	static Setup random(Form form, Random random) {
		Set<PolicyKind> kinds = EnumSet.noneOf(PolicyKind.class);
		add(kinds, PolicyKind.CIRCUIT, random.nextInt(10) < 8);
		add(kinds, PolicyKind.RETRY, random.nextInt(10) < 7);
		add(kinds, PolicyKind.TIME_LIMIT, form.onWorker() || random.nextInt(10) < 7);
		add(kinds, PolicyKind.FALLBACK, random.nextInt(10) < 4);
		return new Setup(form, kinds, policy(form, kinds, random), random.nextBoolean());
	}

	static Setup circuitAlone(Random random) {
		Set<PolicyKind> kinds = EnumSet.of(PolicyKind.CIRCUIT);
		return new Setup(Form.LATER, kinds, policy(Form.LATER, kinds, random), random.nextBoolean());
	}

	private static void add(Set<PolicyKind> kinds, PolicyKind kind, boolean really) {
		if (really) {
			kinds.add(kind);
		}
	}

	private static PolicySpec policy(Form form, Set<PolicyKind> kinds, Random random) {
		PolicySpec.Builder policy = PolicySpec.builder(POLICY);
		if (kinds.contains(PolicyKind.CIRCUIT)) {
			policy.circuit(circuit(random));
		}
		if (kinds.contains(PolicyKind.RETRY)) {
			policy.retry(retry(random));
		}
		if (kinds.contains(PolicyKind.TIME_LIMIT)) {
			policy.timeLimit(timeLimit(form, random));
		}
		if (kinds.contains(PolicyKind.FALLBACK)) {
			policy.fallback(FallbackSpec.of((type) -> "instead"));
		}
		return policy.build();
	}

	/**
	 * The span has half a millisecond, because all other durations have whole ones: the
	 * engine rounds it to 1,024 ns.
	 */
	private static CircuitSpec circuit(Random random) {
		int size = oneOf(random, 1, 2, 3, 10, 25, 100);
		WindowType type = random.nextBoolean() ? WindowType.COUNT : WindowType.TIME;
		CircuitSpecBuilder circuit = CircuitSpec.builder()
			.failureThreshold(oneOf(random, 0, 1, 2, 3, 5))
			.failureThresholdSpan(Duration.ofMillis(oneOf(random, 0, 40, 200)).plusNanos(500_000))
			.failureRateThreshold(oneOf(random, 0, 20, 50, 100))
			.windowType(type)
			.windowSize(size)
			.windowDuration(Duration.ofMillis(oneOf(random, 64, 640, 6400)))
			.minimumCalls((type == WindowType.COUNT) ? 1 + random.nextInt(size) : 1 + random.nextInt(12))
			.openDuration(Duration.ofMillis(oneOf(random, 10, 100, 500)))
			.openDurationMultiplier(oneOf(random, 1, 1, 2))
			.openDurationMax(Duration.ofMillis(oneOf(random, 50, 800)))
			.permittedCalls(oneOf(random, 1, 2, 3))
			.successThreshold(oneOf(random, 1, 2, 4))
			.maxDuration(Duration.ofMillis(oneOf(random, 30, 300, 3000)));
		if (random.nextBoolean()) {
			circuit.slowCallDuration(Duration.ofMillis(oneOf(random, 5, 20, 150)))
				.slowCallRateThreshold(oneOf(random, 0, 30, 100));
		}
		return circuit.build();
	}

	private static RetrySpec retry(Random random) {
		return RetrySpec.builder()
			.maxAttempts(oneOf(random, 1, 2, 3, 6))
			.delay(Duration.ofMillis(oneOf(random, 0, 10, 100)))
			.multiplier(oneOf(random, 1, 2))
			.maxDelay(Duration.ofMillis(oneOf(random, 150, 1000)))
			.jitter(0)
			.retryAfterMax(Duration.ofMillis(oneOf(random, 80, 5000)))
			.budgetRatio(random.nextBoolean() ? 1 : 0.2)
			.budgetMinPerSecond(oneOf(random, 0, 1))
			.retryOnResult((result) -> Objects.toString(result).startsWith(Ending.REFUSED_RESULT.name()))
			.build();
	}

	private static TimeLimitSpec timeLimit(Form form, Random random) {
		int timeout = oneOf(random, 20, 150, 600);
		return TimeLimitSpec.builder()
			.timeout(Duration.ofMillis(timeout))
			.total(random.nextBoolean() ? Duration.ofMillis(timeout * (long) oneOf(random, 1, 3)) : null)
			.interrupt(form != Form.PLAIN_UNINTERRUPTED)
			.runOn(form.onWorker() ? RunOn.WORKER : RunOn.CALLER)
			.build();
	}

	private static int oneOf(Random random, int... choices) {
		return choices[random.nextInt(choices.length)];
	}

}
