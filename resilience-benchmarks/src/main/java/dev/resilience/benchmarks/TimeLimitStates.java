package dev.resilience.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.resilience.ProtectedCalls;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.timelimit.TimeLimitSpec;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.smallrye.faulttolerance.api.TypedGuard;
import org.openjdk.jmh.annotations.TearDown;

/** The time limits of {@link TimeLimitAlone}. */
public final class TimeLimitStates {

	private TimeLimitStates() {
	}

	/** What this library has: two policies that differ in their limit alone. */
	public static class Ours extends TriedTimeLimit {

		private static final String NAME = "answers";

		private static final String BRIEF = "brief";

		private final ResilienceEngine engine = ResilienceEngine.builder()
			.policy(policy(NAME, LIMIT))
			.policy(policy(BRIEF, BRIEF_LIMIT))
			.build();

		private final ProtectedCalls calls = this.engine.policy(NAME);

		public Ours() {
			super(TimeLimitExceededException.class);
		}

		private static PolicySpec policy(String name, Duration limit) {
			return PolicySpec.builder(name).timeLimit(TimeLimitSpec.builder().timeout(limit).build()).build();
		}

		final ProtectedCalls calls() {
			return this.calls;
		}

		@Override
		String callBriefly(Callable<String> work) throws Exception {
			return this.engine.policy(BRIEF).<String, Exception>call(work::call);
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			this.engine.close();
		}

	}

	/** What Failsafe has. */
	public static class FailsafePeer extends TriedTimeLimit {

		private final FailsafeExecutor<String> executor = executor(LIMIT);

		public FailsafePeer() {
			super(TimeoutExceededException.class);
		}

		private static FailsafeExecutor<String> executor(Duration limit) {
			return Failsafe.with(Timeout.<String>builder(limit).withInterrupt().build());
		}

		final FailsafeExecutor<String> executor() {
			return this.executor;
		}

		@Override
		String callBriefly(Callable<String> work) {
			return executor(BRIEF_LIMIT).get(work::call);
		}

	}

	/** What SmallRye has. */
	public static class SmallRye extends TriedTimeLimit {

		private final TypedGuard<String> guard = guard(LIMIT);

		public SmallRye() {
			super(org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException.class);
		}

		private static TypedGuard<String> guard(Duration limit) {
			return TypedGuard.create(String.class)
				.withTimeout()
				.duration(limit.toMillis(), java.time.temporal.ChronoUnit.MILLIS)
				.done()
				.build();
		}

		final TypedGuard<String> guard() {
			return this.guard;
		}

		@Override
		String callBriefly(Callable<String> work) throws Exception {
			return guard(BRIEF_LIMIT).call(work);
		}

	}

	/** What resilience4j has. */
	public static class Resilience4j extends TriedTimeLimit {

		private final ExecutorService pool = Executors.newCachedThreadPool();

		private final TimeLimiter timeLimiter = TimeLimiter.of(LIMIT);

		public Resilience4j() {
			super(java.util.concurrent.TimeoutException.class);
		}

		final String call(Callable<String> work) throws Exception {
			return call(this.timeLimiter, work);
		}

		@Override
		String callBriefly(Callable<String> work) throws Exception {
			return call(TimeLimiter.of(BRIEF_LIMIT), work);
		}

		private String call(TimeLimiter limiter, Callable<String> work) throws Exception {
			return limiter.executeFutureSupplier(() -> this.pool.submit(work));
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			this.pool.shutdownNow();
		}

	}

}
