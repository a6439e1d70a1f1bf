package dev.resilience.benchmarks;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.fallback.FallbackOutcome;
import dev.resilience.pipeline.Policy;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.timelimit.TimeLimitOutcome;
import org.openjdk.jmh.annotations.Benchmark;

import org.springframework.util.Assert;

/** Calls of beans with annotations of this library. */
public class OurAnnotations extends Measured {

	/** One annotation, {@code @CircuitProtected}. */
	@Benchmark
	public String circuit(Circuit state) {
		return state.ask();
	}

	/** One annotation, {@code @Retryable}. */
	@Benchmark
	public String retry(Retry state) {
		return state.ask();
	}

	/** One annotation, {@code @TimeLimited}. */
	@Benchmark
	public String timeLimit(TimeLimit state) {
		return state.ask();
	}

	/** One annotation, {@code @Fallback}. */
	@Benchmark
	public String fallback(Fallback state) {
		return state.ask();
	}

	/** All four. */
	@Benchmark
	public String allFour(AllFour state) {
		return state.ask();
	}

	/** The circuit is open: it refuses, and the fallback answers. */
	@Benchmark
	public String refusedWithFallback(Refused state) {
		return state.ask();
	}

	/** Under a closed circuit. */
	public static class Circuit extends OurState {

		public Circuit() {
			super(OurBeans.WithCircuit.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(1, null);
			CircuitSnapshot seen = policy.circuit().snapshot();
			Assert.state(seen.totals().succeeded() == 1 && seen.totals().failed() == 1, "The circuit counts wrong");
		}

		@Override
		void checkAfterwards() {
			Assert.state(policy().circuit().state() == CircuitState.CLOSED, "The circuit has opened");
		}

	}

	/** With three attempts. */
	public static class Retry extends OurState {

		public Retry() {
			super(OurBeans.WithRetry.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(3, null);
			Assert.state(policy.retry().calls(RetryOutcome.FIRST_TRY) == 1, "The retry counts wrong");
		}

	}

	/** Under a limit that never passes. */
	public static class TimeLimit extends OurState {

		public TimeLimit() {
			super(OurBeans.WithTimeLimit.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(1, null);
			Assert.state(policy.timeLimit().calls(TimeLimitOutcome.COMPLETED) == 2, "The time limit counts wrong");
		}

	}

	/** With a fallback that is not needed. */
	public static class Fallback extends OurState {

		public Fallback() {
			super(OurBeans.WithFallback.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(1, Work.NO_ANSWER);
			Assert.state(policy.fallback().calls(FallbackOutcome.USED) == 1, "The fallback counts wrong");
		}

	}

	/** Under everything at once. */
	public static class AllFour extends OurState {

		public AllFour() {
			super(OurBeans.WithAllFour.class);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(3, Work.NO_ANSWER);
			CircuitSnapshot seen = policy.circuit().snapshot();
			Assert.state(seen.totals().succeeded() == 1 && seen.totals().failed() == 1, "The circuit counts wrong");
			Assert.state(policy.timeLimit().calls(TimeLimitOutcome.COMPLETED) == 4, "The time limit counts wrong");
		}

		@Override
		void checkAfterwards() {
			Assert.state(policy().circuit().state() == CircuitState.CLOSED, "The circuit has opened");
		}

	}

	/** Under a circuit that opens with the first failure and stays open. */
	public static class Refused extends OurState {

		public Refused() {
			super(OurBeans.WithCircuitAndFallback.class, "circuit.failure-threshold=1", "circuit.open-duration=1d");
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(1, Work.NO_ANSWER);
			Assert.state(ask().equals(Work.NO_ANSWER), "The fallback does not answer");
			Assert.state(policy.circuit().snapshot().totals().rejected() == 1, "The circuit does not refuse");
		}

		@Override
		void checkAfterwards() {
			Assert.state(policy().circuit().snapshot().totals().succeeded() == 1, "The circuit has let a call pass");
		}

	}

}
