package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Circuits of calls whose outcome comes later, in histories that other libraries hold
 * theirs to.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerLaterCircuitHistoriesTests {

	private final ManualBackend backend = new ManualBackend();

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable fixture : this.opened) {
			fixture.close();
		}
	}

	/** resilience4j: CircuitBreakerFutureTest, evaluated twice and counted once. */
	@Test
	void oneCallIsOneVoteHoweverOftenItIsLookedAt() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)));
		CompletableFuture<String> future = fixture.call(this.backend);
		future.thenApply(String::length);
		future.handle((value, failure) -> null);

		this.backend.attempt(1).complete("Hello");
		this.backend.attempt(1).complete("again");
		this.backend.attempt(1).obtrudeException(new IOException());

		assertThat(future.get()).isEqualTo("Hello");
		assertThat(future.get(1, TimeUnit.SECONDS)).isEqualTo("Hello");
		assertThat(fixture.circuit().snapshot().window()).isEqualTo(new WindowCounts(1, 0, 0));
	}

	/** Late outcomes: begun closed, ended in each state that came after. */
	@ParameterizedTest
	@EnumSource(names = { "OPEN", "HALF_OPEN", "CLOSED" })
	void outcomesOfCallsFromBeforeTheOpeningHaveNoVoteLater(CircuitState later) {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.builder()
			.failureThreshold(1)
			.openDuration(Duration.ofSeconds(5))
			.permittedCalls(1)
			.successThreshold(1)
			.build())));
		fixture.call(this.backend);
		fixture.call(this.backend);
		fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
		if (later != CircuitState.OPEN) {
			fixture.time.advance(Duration.ofSeconds(5));
		}
		if (later == CircuitState.CLOSED) {
			fixture.call(() -> CompletableFuture.completedFuture("probe"));
		}
		assertThat(fixture.circuit().state()).isEqualTo(later);

		this.backend.attempt(1).complete("late");
		this.backend.attempt(2).completeExceptionally(new IOException());

		assertThat(fixture.circuit().state()).isEqualTo(later);
		assertThat(fixture.totals().failed()).isEqualTo(2);
		assertThat(fixture.totals().succeeded()).isEqualTo((later == CircuitState.CLOSED) ? 2 : 1);
	}

	/** Probes whose futures end in another order than they began. */
	@Test
	void probesThatEndInAnyOrderCloseItWithTheLastThatIsNeeded() {
		AsyncFixture fixture = halfOpen(3, 3);
		List<CompletableFuture<String>> probes = List.of(fixture.call(this.backend), fixture.call(this.backend),
				fixture.call(this.backend));
		CompletableFuture<String> refused = fixture.call(this.backend);
		assertThatThrownBy(refused::join).hasCauseInstanceOf(CircuitOpenException.class);

		this.backend.attempt(3).complete("third");
		this.backend.attempt(1).complete("first");
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		this.backend.attempt(2).complete("second");

		assertThat(probes).allMatch(CompletableFuture::isDone);
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.CLOSED);
		assertThat(fixture.events.of(CircuitStateChanged.class)).hasSize(3);
	}

	/** MicroProfile: CircuitBreakerRetryTest, its asynchronous half. */
	@Test
	void waitsAroundAnOpenCircuitUntilItIsHalfOpen() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture(
				(policy) -> policy
					.retry(RetrySpec.builder()
						.maxAttempts(20)
						.delay(Duration.ofMillis(300))
						.multiplier(1)
						.jitter(0)
						.budgetRatio(1)
						.retryOn(FailureTypes.of(CircuitOpenException.class))
						.build())
					.circuit(CircuitSpec.builder()
						.failureThreshold(1)
						.openDuration(Duration.ofSeconds(1))
						.successThreshold(1)
						.build()),
				(engine) -> engine
					.order(List.of(PolicyKind.FALLBACK, PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT))));
		assertThat(AsyncFixture.failure(fixture.call(() -> CompletableFuture.failedFuture(new IOException()))))
			.isInstanceOf(IOException.class);

		CompletableFuture<String> future = fixture.call(() -> CompletableFuture.completedFuture("through"));
		fixture.turnUntil(future::isDone);

		assertThat(future.get()).isEqualTo("through");
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.CLOSED);
		assertThat(fixture.policy().retry().calls(RetryOutcome.AFTER_RETRY)).isOne();
	}

	/**
	 * Failsafe: testFallbackRetryPolicyCircuitBreaker, begun later and answered later.
	 */
	@Test
	void anOpenCircuitIsAnsweredThroughTheFutureWithoutTheMethod() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)
			.retry(AsyncFixture.attempts(3))
			.fallback(FallbackSpec.of((type) -> null))));
		fixture.circuit().forceOpen();

		CompletableFuture<String> future = fixture.call(this.backend);

		assertThat(future.get()).isNull();
		assertThat(this.backend.calls()).isZero();
		assertThat(fixture.events.of(RetryScheduled.class)).isEmpty();
	}

	/** Failsafe: Issue84Test; dependents see ordinary completion exceptions. */
	@Test
	void aDependentStageSeesTheRefusalInTheUsualWrapper() {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)));
		fixture.circuit().forceOpen();

		CompletableFuture<Integer> dependent = fixture.call(this.backend).thenApply(String::length);

		assertThatThrownBy(dependent::join).isExactlyInstanceOf(CompletionException.class)
			.hasCauseInstanceOf(CircuitOpenException.class);
	}

	/**
	 * A call is slow by its longest attempt: not by the waits within a limit around it.
	 */
	@Test
	void waitsWithinALimitThatStandsOutsideOfTheRetryMakeNoCallSlow() {
		AsyncFixture fixture = open(new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.attempts(3))
					.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofMillis(1_500)).build())
					.circuit(CircuitSpec.builder().slowCallDuration(Duration.ofMillis(1_200)).build()),
				(engine) -> engine
					.order(List.of(PolicyKind.FALLBACK, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT, PolicyKind.RETRY))));
		CompletableFuture<String> future = fixture.call(this.backend);
		this.backend.attempt(1).completeExceptionally(new IOException());
		fixture.time.advance(Duration.ofSeconds(1));
		this.backend.attempt(2).completeExceptionally(new IOException());
		AsyncFixture.until(() -> fixture.events.of(RetryScheduled.class).size() == 2);

		fixture.time.advance(Duration.ofMillis(500));
		AsyncFixture.until(future::isDone);

		assertThat(fixture.circuit().snapshot().window()).isEqualTo(new WindowCounts(1, 1, 0));
	}

	/** Attempts that ran out during which the circuit was opened by hand. */
	@Test
	void attemptsThatRanOutOnResultsAreExhaustedWhereTheCircuitOpensDuringTheLast() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.DEFAULTS)
			.retry(RetrySpec.builder().maxAttempts(1).retryOnResult("pending"::equals).build())));
		CompletableFuture<String> future = fixture.call(this.backend);
		fixture.circuit().forceOpen();

		this.backend.attempt(1).complete("pending");

		assertThat(future.get()).isEqualTo("pending");
		assertThat(fixture.policy().retry().calls(RetryOutcome.EXHAUSTED)).isOne();
	}

	/** MicroProfile: CircuitBreakerLifecycleTest; one policy, one circuit. */
	@Test
	void plainAndLaterCallsShareOneCircuitItsRowAndItsPermits() {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.circuit(CircuitSpec.builder()
			.failureThreshold(2)
			.openDuration(Duration.ofSeconds(5))
			.permittedCalls(1)
			.build())));
		fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
		assertThatThrownBy(() -> fixture.engine.policy("backend").call(() -> {
			throw new IOException();
		})).isInstanceOf(IOException.class);
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.OPEN);

		fixture.time.advance(Duration.ofSeconds(5));
		fixture.call(this.backend);

		assertThatThrownBy(() -> fixture.engine.policy("backend").call(() -> "never"))
			.isInstanceOf(CircuitOpenException.class);
		this.backend.attempt(1).complete("first");
		assertThat(fixture.engine.policy("backend").call(() -> "second")).isEqualTo("second");
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	/** A half-open circuit gives a call one attempt. */
	@Test
	void aProbeThatFailsLaterHasOneAttempt() throws Exception {
		AsyncFixture fixture = halfOpen(1, 1, AsyncFixture.attempts(5));
		IOException failure = new IOException();
		CompletableFuture<String> probe = fixture.call(this.backend);

		this.backend.attempt(1).completeExceptionally(failure);

		assertThat(AsyncFixture.failure(probe)).isSameAs(failure);
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.OPEN);
		fixture.time.advance(Duration.ofHours(1));
		assertThat(this.backend.calls()).isOne();
	}

	/** A circuit that is forced open during a wait: no further attempt. */
	@Test
	void aCircuitThatIsForcedOpenDuringAWaitEndsTheCallWithItsLastFailure() throws Exception {
		AsyncFixture fixture = open(
				new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(5)).circuit(CircuitSpec.DEFAULTS)));
		IOException failure = new IOException();
		CompletableFuture<String> future = fixture.call(this.backend);
		this.backend.attempt(1).completeExceptionally(failure);
		fixture.circuit().forceOpen();

		fixture.turnUntil(future::isDone);

		assertThat(AsyncFixture.failure(future)).isSameAs(failure);
		assertThat(this.backend.calls()).isOne();
		assertThat(fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(fixture.totals().failed()).isOne();
	}

	/** A probe that never ends holds its permit for the lease, and not longer. */
	@Test
	void aProbeThatNeverEndsReopensItAndHasNoVoteWhenItEndsAtLast() {
		AsyncFixture fixture = halfOpen(1, 1);
		CompletableFuture<String> probe = fixture.call(this.backend);

		fixture.time.advance(Duration.ofSeconds(60));
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.OPEN);
		fixture.time.advance(Duration.ofSeconds(5));
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		this.backend.attempt(1).complete("at last");

		assertThat(probe).isCompletedWithValue("at last");
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(fixture.totals().succeeded()).isOne();
	}

	private AsyncFixture halfOpen(int permitted, int successes) {
		return halfOpen(permitted, successes, AsyncFixture.attempts(1));
	}

	private AsyncFixture halfOpen(int permitted, int successes, RetrySpec retry) {
		return open(AsyncFixture.halfOpen(permitted, successes, retry));
	}

	private <C extends AutoCloseable> C open(C fixture) {
		this.opened.add(fixture);
		return fixture;
	}

}
