package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CircuitState;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Calls that somebody gives up, in histories that other libraries hold theirs to. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerCancellationHistoriesTests {

	private final ManualBackend backend = new ManualBackend();

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable fixture : this.opened) {
			fixture.close();
		}
	}

	/** Failsafe: FutureCancellationTest.shouldCancelAsyncRetriesWithPendingDelay. */
	@Test
	void aCancelledWaitIsTheEndForEveryGetter() {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))));
		CompletableFuture<String> future = fixture.call(this.backend);
		this.backend.attempt(1).completeExceptionally(new IOException());

		assertThat(future.cancel(false)).isTrue();
		assertThat(future.cancel(true)).isTrue();

		assertThat(future).isCancelled().isDone();
		assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
		assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
		assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
		fixture.time.advance(Duration.ofHours(1));
		assertThat(this.backend.calls()).isOne();
	}

	/** Failsafe: testCancelWithNestedRetries; the attempt cancels its own call. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAttemptThatCancelsItsOwnCallIsTheLast(boolean fails) {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(5))));
		CompletableFuture<CompletableFuture<String>> given = new CompletableFuture<>();
		AtomicInteger attempts = new AtomicInteger();
		CompletableFuture<String> future = fixture.call(() -> {
			if (attempts.incrementAndGet() == 2) {
				given.join().cancel(false);
			}
			if (fails || attempts.get() == 1) {
				throw new IllegalStateException();
			}
			return CompletableFuture.completedFuture("too late");
		});
		given.complete(future);

		fixture.turnUntil(future::isDone);
		AsyncFixture.until(() -> fixture.callsOfRetry() == 1);
		fixture.time.advance(Duration.ofHours(1));

		assertThat(future).isCancelled();
		assertThat(attempts).hasValue(2);
		assertThat(fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	/** Failsafe: shouldPropagateCancellationToStage, through two policies. */
	@Test
	void aCancellationGoesThroughNestedPoliciesToTheSource() {
		ResilienceEngine engine = nested(new ManualTime());
		CompletableFuture<String> future = engine.<String>policy("outer")
			.callAsync(() -> engine.<String>policy("inner").callAsync(this.backend));
		CompletableFuture<String> source = this.backend.attempt(1);

		future.cancel(true);

		assertThat(source).isCancelled();
		AsyncFixture.until(() -> engine.get("inner").snapshot().totals().ignored() == 1);
		AsyncFixture.until(() -> engine.get("outer").snapshot().totals().ignored() == 1);
		assertThat(engine.find("inner").retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(this.backend.calls()).isOne();
	}

	/** Failsafe: NestedTimeoutTest; the limit of the outer call cancels the inner one. */
	@Test
	void anOuterLimitCancelsTheInnerCallWhichHasNoVote() throws Exception {
		ManualTime time = new ManualTime();
		ResilienceEngine engine = nested(time);
		CompletableFuture<String> future = engine.<String>policy("outer")
			.callAsync(() -> engine.<String>policy("inner").callAsync(this.backend));
		CompletableFuture<String> source = this.backend.attempt(1);

		AsyncFixture.until(() -> {
			time.advance(Duration.ofSeconds(1));
			return future.isDone();
		});

		assertThat(AsyncFixture.failure(future)).isInstanceOfSatisfying(TimeLimitExceededException.class,
				(exceeded) -> assertThat(exceeded.policy()).isEqualTo("outer"));
		assertThat(source).isCancelled();
		AsyncFixture.until(() -> engine.get("inner").snapshot().totals().ignored() == 1);
		assertThat(engine.get("outer").snapshot().totals().failed()).isOne();
		assertThat(engine.get("inner").snapshot().totals().failed()).isZero();
	}

	/** Failsafe: FutureCompletionTest.shouldCompleteFutureExternally. */
	@Test
	void whatTheCallerCompletesItWithStays() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(2))));
		CompletableFuture<String> first = fixture.call(this.backend);
		CompletableFuture<String> source = this.backend.attempt(1);
		assertThat(first.complete("known")).isTrue();
		source.complete("late");
		assertThat(first.get()).isEqualTo("known");

		CompletableFuture<String> second = fixture.call(this.backend);
		IllegalArgumentException own = new IllegalArgumentException();
		second.completeExceptionally(own);
		assertThatThrownBy(second::get).hasCause(own);
	}

	/** A hundred probes that are given up, each in a way of its own. */
	@Test
	void everyProbeThatIsGivenUpGivesItsPermitBack() {
		AsyncFixture fixture = halfOpen(1, 1);
		for (int i = 1; i <= 100; i++) {
			CompletableFuture<String> probe = fixture.call(this.backend);
			assertThat(this.backend.calls()).isEqualTo(i);
			if (i % 2 == 0) {
				probe.cancel(true);
			}
			else {
				this.backend.attempt(i).cancel(false);
			}
			int given = i;
			AsyncFixture.until(() -> fixture.totals().ignored() == given);
		}

		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		fixture.call(() -> CompletableFuture.completedFuture("probe"));
		assertThat(fixture.circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	/** The source was cancelled by its owner: no vote, no retry, no fallback. */
	@Test
	void aSourceThatItsOwnerCancelsEndsTheCallAsCancelled() {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(AsyncFixture.atOnce(3))
			.circuit(CircuitSpec.DEFAULTS)
			.fallback(FallbackSpec.of((type) -> "instead"))));
		CompletableFuture<String> future = fixture.call(this.backend);

		this.backend.attempt(1).cancel(true);

		assertThat(future).isCancelled();
		assertThat(this.backend.calls()).isOne();
		assertThat(fixture.totals().ignored()).isOne();
		assertThat(fixture.fallbacks()).isZero();
	}

	/**
	 * Unless the retry names that very class: then it is the source's own cancellation.
	 */
	@Test
	void aSourceThatItsOwnerCancelsIsTriedAgainWhereItsClassIsNamed() throws Exception {
		AsyncFixture fixture = open(new AsyncFixture((policy) -> policy.retry(RetrySpec.builder()
			.delay(Duration.ZERO)
			.retryOn(FailureTypes.of(CancellationException.class))
			.build())));
		CompletableFuture<String> future = fixture.call(this.backend);

		this.backend.attempt(1).cancel(true);
		this.backend.attempt(2).complete("second");
		assertThat(future.get()).isEqualTo("second");

		CompletableFuture<String> given = fixture.call(this.backend);
		CompletableFuture<String> source = this.backend.attempt(3);
		given.cancel(true);
		assertThat(source).isCancelled();
		AsyncFixture.until(() -> fixture.callsOfRetry() == 2);
		assertThat(this.backend.calls()).isEqualTo(3);
	}

	/** A listener that gives the call up when it is told of a retry. */
	@Test
	void aListenerThatCancelsTheCallEndsTheWaitBeforeItBegins() {
		CompletableFuture<CompletableFuture<String>> given = new CompletableFuture<>();
		AsyncFixture fixture = open(
				new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3)).circuit(CircuitSpec.DEFAULTS),
						(engine) -> engine.listeners(() -> List.of((event) -> {
							if (event instanceof RetryScheduled) {
								given.join().cancel(true);
							}
						}))));
		CompletableFuture<String> future = fixture.call(this.backend);
		given.complete(future);

		this.backend.attempt(1).completeExceptionally(new IOException());

		assertThat(future).isCancelled();
		AsyncFixture.until(() -> fixture.totals().ignored() == 1);
		fixture.time.advance(Duration.ofHours(1));
		assertThat(this.backend.calls()).isOne();
	}

	/** "outer" limits to 5 s what "inner" retries; both have a circuit. */
	private ResilienceEngine nested(ManualTime time) {
		return open(ResilienceEngine.builder()
			.time(time)
			.policy(PolicySpec.builder("inner")
				.circuit(CircuitSpec.DEFAULTS)
				.retry(AsyncFixture.attempts(3))
				.timeLimit(AsyncFixture.seconds(60))
				.build())
			.policy(PolicySpec.builder("outer")
				.circuit(CircuitSpec.DEFAULTS)
				.timeLimit(AsyncFixture.seconds(5))
				.build())
			.build());
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
