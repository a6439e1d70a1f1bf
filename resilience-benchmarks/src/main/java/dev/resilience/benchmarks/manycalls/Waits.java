package dev.resilience.benchmarks.manycalls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

import dev.resilience.ProtectedCalls;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.TimeLimitSpec;

/**
 * One engine with many policies, each with another length of its limit or its wait, so
 * that what waits at once does not end at once.
 */
final class Waits implements AutoCloseable {

	private static final int POLICIES = 64;

	private static final Duration SPREAD = Duration.ofSeconds(4);

	private final SplittableRandom random = new SplittableRandom(42);

	private final ResilienceEngine engine;

	private final List<Wait> waits = new ArrayList<>();

	private Waits(Duration shortest, BiConsumer<PolicySpec.Builder, Duration> kind) {
		ResilienceEngineBuilder builder = ResilienceEngine.builder();
		List<Duration> lengths = new ArrayList<>();
		for (int i = 0; i < POLICIES; i++) {
			Duration length = shortest.plus(SPREAD.multipliedBy(i).dividedBy(POLICIES));
			PolicySpec.Builder policy = PolicySpec.builder(name(i));
			kind.accept(policy, length);
			builder.policy(policy.build());
			lengths.add(length);
		}
		this.engine = builder.build();
		for (int i = 0; i < POLICIES; i++) {
			this.waits.add(new Wait(lengths.get(i).toNanos(), this.engine.policy(name(i))));
		}
	}

	/** Time limits. */
	static Waits limits(Duration shortest) {
		return new Waits(shortest,
				(policy, length) -> policy.timeLimit(TimeLimitSpec.builder().timeout(length).build()));
	}

	/** One retry, without chance and without a budget. */
	static Waits backoffs(Duration shortest) {
		return new Waits(shortest, (policy, length) -> policy
			.retry(RetrySpec.builder().maxAttempts(2).delay(length).maxDelay(length).jitter(0).budgetRatio(1).build()));
	}

	private static String name(int number) {
		return "wait" + number;
	}

	/** Any of them. To be called by one thread only. */
	Wait any() {
		return this.waits.get(this.random.nextInt(POLICIES));
	}

	@Override
	public void close() {
		this.engine.close();
	}

	/**
	 * A policy.
	 *
	 * @param nanos its limit or wait
	 * @param calls what it protects
	 */
	record Wait(long nanos, ProtectedCalls calls) {

	}

}
