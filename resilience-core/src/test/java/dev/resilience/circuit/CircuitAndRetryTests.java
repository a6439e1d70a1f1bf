package dev.resilience.circuit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitState;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a retry tries beside a circuit, outside and inside of it. */
class CircuitAndRetryTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	enum Order {

		CIRCUIT_OUTSIDE(PolicyKind.FALLBACK, PolicyKind.CIRCUIT, PolicyKind.RETRY, PolicyKind.TIME_LIMIT),

		RETRY_OUTSIDE(PolicyKind.FALLBACK, PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT);

		private final List<PolicyKind> kinds;

		Order(PolicyKind... kinds) {
			this.kinds = List.of(kinds);
		}

	}

	@Test
	void outsideOfTheRetryACallWithItsRetriesIsOneVote() {
		CircuitFixture backend = backend(Order.CIRCUIT_OUTSIDE, 3, (spec) -> spec.failureThreshold(5));
		assertThat(attempts(backend, (attempt) -> {
		})).isEqualTo(3);
		assertThat(backend.snapshot().window()).isEqualTo(new CircuitSnapshot.WindowCounts(1, 1, 0));
		assertThat(backend.snapshot().totals().failed()).isEqualTo(1);
	}

	@Test
	void insideOfTheRetryEveryAttemptIsAVoteAndTheTrippingOneIsTheLast() {
		CircuitFixture backend = backend(Order.RETRY_OUTSIDE, 10, (spec) -> spec.failureThreshold(4));
		assertThat(attempts(backend, (attempt) -> {
		})).isEqualTo(4);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(4);
		assertThat(backend.snapshot().totals().rejected()).isZero();
	}

	@ParameterizedTest
	@EnumSource(Order.class)
	void onceTheCircuitHasOpenedNoFurtherAttemptIsMade(Order order) {
		CircuitFixture backend = backend(order, 10, (spec) -> spec.failureThreshold(1));
		assertThat(attempts(backend, (attempt) -> {
			if (attempt == 1) {
				backend.fail(new OutsideOfTheRetry());
				assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
			}
		})).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(Order.class)
	void neitherIfItIsForcedOpen(Order order) {
		CircuitFixture backend = backend(order, 10, (spec) -> spec.failureThreshold(100));
		assertThat(attempts(backend, (attempt) -> {
			if (attempt == 2) {
				backend.circuit.forceOpen();
			}
		})).isEqualTo(2);
		assertThat(backend.snapshot().totals().rejected()).isZero();
	}

	@ParameterizedTest
	@EnumSource(Order.class)
	void neitherIfItWasDisabledBefore(Order order) {
		CircuitFixture backend = backend(order, 10, (spec) -> spec.failureThreshold(100));
		backend.circuit.disable();
		assertThat(attempts(backend, (attempt) -> {
			if (attempt == 2) {
				backend.circuit.forceOpen();
			}
		})).isEqualTo(2);
		assertThat(backend.snapshot().totals().rejected()).isZero();
	}

	@Test
	void neitherIfItHasClosedAgainMeanwhile() {
		CircuitFixture backend = backend(Order.CIRCUIT_OUTSIDE, 10, (spec) -> spec.failureThreshold(100));
		assertThat(attempts(backend, (attempt) -> {
			if (attempt == 2) {
				backend.circuit.forceOpen();
				backend.circuit.close();
			}
		})).isEqualTo(2);
	}

	@Test
	void neitherIfItHasBecomeHalfOpenDuringTheWait() {
		CircuitFixture backend = backend(Order.CIRCUIT_OUTSIDE, 10, (spec) -> spec.failureThreshold(1));
		assertThat(attempts(backend, (attempt) -> {
			backend.fail(new OutsideOfTheRetry());
			backend.advance(OPEN);
		})).isEqualTo(1);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	@ParameterizedTest
	@EnumSource(Order.class)
	void aProbeHasOneAttempt(Order order) {
		CircuitFixture backend = backend(order, 10, (spec) -> spec.failureThreshold(1));
		backend.fail(new OutsideOfTheRetry());
		backend.advance(OPEN);
		assertThat(attempts(backend, (attempt) -> {
		})).isEqualTo(1);
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	@ParameterizedTest
	@EnumSource(Order.class)
	void anOpenCircuitIsNotRetried(Order order) {
		CircuitFixture backend = backend(order, 10, (spec) -> spec.failureThreshold(1));
		backend.circuit.forceOpen();
		backend.refusal();
		assertThat(backend.time.waits()).isEmpty();
		assertThat(backend.snapshot().totals().rejected()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(Order.class)
	void aDisabledCircuitLetsAllAttemptsPass(Order order) {
		CircuitFixture backend = backend(order, 10, (spec) -> spec.failureThreshold(1));
		backend.circuit.disable();
		assertThat(attempts(backend, (attempt) -> {
		})).isEqualTo(10);
	}

	@Test
	void aCallIsSlowByItsLongestAttemptNotByItsWaits() {
		CircuitFixture backend = backend(Order.CIRCUIT_OUTSIDE, 3,
				(spec) -> spec.failureThreshold(100).slowCallDuration(Duration.ofSeconds(5)));
		attempts(backend, (attempt) -> backend.advance(Duration.ofSeconds(4)));
		assertThat(backend.time.waits()).containsExactly(OPEN, OPEN);
		assertThat(backend.snapshot().window()).isEqualTo(new CircuitSnapshot.WindowCounts(1, 1, 0));
		attempts(backend, (attempt) -> backend.advance(Duration.ofSeconds((attempt == 1) ? 5 : 0)));
		assertThat(backend.snapshot().window()).isEqualTo(new CircuitSnapshot.WindowCounts(2, 2, 1));
	}

	@Test
	void anAttemptThatWasSlowDoesNotMakeTheNextSlow() {
		CircuitFixture backend = backend(Order.RETRY_OUTSIDE, 3,
				(spec) -> spec.failureThreshold(100).slowCallDuration(Duration.ofSeconds(5)));
		attempts(backend, (attempt) -> backend.advance(Duration.ofSeconds((attempt == 1) ? 5 : 0)));
		assertThat(backend.snapshot().window()).isEqualTo(new CircuitSnapshot.WindowCounts(3, 3, 1));
	}

	private static int attempts(CircuitFixture backend, Consumer<Integer> meanwhile) {
		AtomicInteger attempts = new AtomicInteger();
		backend.duringAndFail(() -> meanwhile.accept(attempts.incrementAndGet()), new BackendFailure());
		return attempts.get();
	}

	private static CircuitFixture backend(Order order, int attempts, UnaryOperator<CircuitSpecBuilder> circuit) {
		PolicySpec.Builder policy = PolicySpec.builder(CircuitFixture.NAME)
			.circuit(circuit.apply(CircuitSpec.builder().openDuration(OPEN)).build())
			.retry(RetrySpec.builder()
				.maxAttempts(attempts)
				.delay(OPEN)
				.maxDelay(OPEN)
				.multiplier(1)
				.jitter(0)
				.abortOn(FailureTypes.of(OutsideOfTheRetry.class))
				.build());
		return CircuitFixture.with(policy, (engine) -> engine.order(order.kinds));
	}

	/** A failure of another caller, who does not retry. */
	private static final class OutsideOfTheRetry extends RuntimeException {

	}

}
