package dev.resilience.benchmarks;

import java.time.temporal.ChronoUnit;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.smallrye.faulttolerance.api.TypedGuard;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.util.Assert;

/**
 * The circuit breakers of others, each with 100 calls in its window and opened by half of
 * them failing.
 */
public final class CircuitPeers {

	private static final int WINDOW = CircuitStates.WINDOW;

	private static final int HALF = WINDOW / 2;

	private CircuitPeers() {
	}

	/** What resilience4j has. */
	@State(Scope.Benchmark)
	public static class Resilience4j {

		private final CircuitBreaker circuitBreaker = CircuitBreaker.of(CircuitStates.NAME,
				CircuitBreakerConfig.custom().slidingWindowSize(WINDOW).build());

		final CircuitBreaker circuitBreaker() {
			return this.circuitBreaker;
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			Assert.state(this.circuitBreaker.getMetrics().getNumberOfBufferedCalls() == WINDOW,
					"The circuit breaker has not counted");
			Assert.state(this.circuitBreaker.getState() == CircuitBreaker.State.CLOSED,
					"The circuit breaker has opened");
		}

	}

	/** What Failsafe has. */
	@State(Scope.Benchmark)
	public static class FailsafePeer {

		private final dev.failsafe.CircuitBreaker<String> circuitBreaker = dev.failsafe.CircuitBreaker.<String>builder()
			.withFailureThreshold(HALF, WINDOW)
			.build();

		private final FailsafeExecutor<String> executor = Failsafe.with(this.circuitBreaker);

		final FailsafeExecutor<String> executor() {
			return this.executor;
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			Assert.state(this.circuitBreaker.getSuccessCount() + this.circuitBreaker.getFailureCount() == WINDOW,
					"The circuit breaker has not counted");
			Assert.state(this.circuitBreaker.isClosed(), "The circuit breaker has opened");
		}

	}

	/** What SmallRye has. It tells no counts, so it has to show when it opens. */
	@State(Scope.Benchmark)
	public static class SmallRye {

		private final TypedGuard<String> guard = newGuard();

		final TypedGuard<String> guard() {
			return this.guard;
		}

		/** Before the first measurement, with one that is made the same way. */
		@Setup
		public final void tryOut() {
			TypedGuard<String> twin = newGuard();
			for (int i = 0; i < HALF; i++) {
				Assert.state(!refuses(twin, Work.NO_ANSWER), "The circuit breaker is not closed");
			}
			for (int i = 0; i < HALF; i++) {
				Assert.state(!refuses(twin, Work.UNANSWERABLE), "The circuit breaker opens too early");
			}
			Assert.state(refuses(twin, Work.NO_ANSWER), "The circuit breaker does not open");
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			Assert.state(!refuses(this.guard, Work.NO_ANSWER), "The circuit breaker has opened");
		}

		private static TypedGuard<String> newGuard() {
			return TypedGuard.create(String.class)
				.withCircuitBreaker()
				.requestVolumeThreshold(WINDOW)
				.failureRatio(0.5)
				.delay(1, ChronoUnit.DAYS)
				.done()
				.build();
		}

		private static boolean refuses(TypedGuard<String> guard, String question) {
			try {
				guard.get(() -> Work.answer(question));
				return false;
			}
			catch (CircuitBreakerOpenException ex) {
				return true;
			}
			catch (IllegalStateException ex) {
				// the work's own failure
				return false;
			}
		}

	}

}
