package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Probes, late comers and nested calls, in threads and out of order. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerProbeHistoriesTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	private static final int THREADS = 32;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch end = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.end.countDown();
		this.threads.shutdownNow();
	}

	/** The open time ends while many threads knock. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void exactlyThePermittedCallsPassWhenTheOpenTimeEndsUnderManyCallers(int permitted) {
		for (int round = 0; round < 20; round++) {
			CircuitFixture backend = open(permitted, 1_000);
			AtomicInteger passed = new AtomicInteger();
			AtomicInteger knocking = new AtomicInteger();
			CountDownLatch done = new CountDownLatch(1);
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				callers.add(this.threads.submit(() -> knockUntilIn(backend, knocking, passed, done)));
			}
			await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> knocking.get() >= 8);
			assertThat(passed).hasValue(0);

			backend.advance(OPEN);
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> passed.get() == permitted && knocking.get() > 100);

			assertThat(passed).hasValue(permitted);
			assertThat(backend.snapshot().totals().transitions()).containsEntry(CircuitState.HALF_OPEN, 1L);
			done.countDown();
			callers.forEach(PeerProbeHistoriesTests::join);
		}
	}

	/** Probes that all come back at the same moment, one of them badly. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 7 })
	void oneFailedProbeAmongManyThatComeBackTogetherReopensItOnce(int bad) {
		for (int round = 0; round < 50; round++) {
			CircuitFixture backend = halfOpen(8, 8);
			CountDownLatch together = new CountDownLatch(1);
			List<Future<?>> probes = start(backend, 8, together, (i) -> (i == bad) ? new BackendFailure() : null);
			await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> inside(backend) == 8);

			together.countDown();
			probes.forEach(PeerProbeHistoriesTests::join);

			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
			assertThat(backend.snapshot().totals().opened()).isEqualTo(2);
			assertThat(backend.snapshot().totals().succeeded()).isEqualTo(7);
			assertThat(backend.changes()).extracting(CircuitStateChanged::to)
				.containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.OPEN);
		}
	}

	/** resilience4j: shouldIncreaseCounterOnReleasePermission, under a storm. */
	@Test
	void noPermitIsLostInAStormOfProbesThatEndInEveryWay() throws Exception {
		CircuitFixture backend = halfOpen(4, Integer.MAX_VALUE);
		List<Throwable> ways = List.of(new CancellationException(), new AssertionError(),
				new IllegalArgumentException(), new InterruptedException());
		List<Future<?>> callers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			int seed = i;
			callers.add(this.threads.submit(() -> {
				for (int call = 0; call < 2_000; call++) {
					probe(backend, (call % 5 < 4) ? ways.get((call + seed) % 4) : null);
				}
			}));
		}
		callers.forEach(PeerProbeHistoriesTests::join);

		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		start(backend, 4, (i) -> null);
		await().until(() -> inside(backend) == 4);
		backend.refusal();
	}

	/** A method that calls itself through its own circuit. */
	@Test
	void everyLevelOfARecursionThatFailsIsAVoteFromTheInsideOut() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(3));
		BackendFailure failure = new BackendFailure();

		recurse(backend, 2, failure);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().consecutiveFailures()).isEqualTo(2);
		backend.succeed();
		recurse(backend, 5, failure);

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().consecutiveFailures()).isEqualTo(3);
		assertThat(backend.snapshot().totals().failed()).isEqualTo(7);
		assertThat(backend.snapshot().totals().opened()).isOne();
	}

	/** A probe that needs a second permit of its own circuit cannot have it. */
	@Test
	void aProbeThatCallsItsOwnCircuitIsRefusedAndHasNoVote() {
		CircuitFixture backend = halfOpen(1, 1);
		List<CircuitOpenException> refused = new ArrayList<>();

		try {
			backend.calls.run(() -> backend.calls.run(() -> {
				throw new AssertionError("the inner call was not refused");
			}));
		}
		catch (CircuitOpenException ex) {
			refused.add(ex);
		}

		assertThat(refused).hasSize(1);
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(backend.snapshot().totals().rejected()).isOne();
		assertThat(backend.snapshot().totals().ignored()).isOne();
		backend.succeed();
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
	}

	/** The inner probe closes the circuit before the outer one comes back and fails. */
	@Test
	void aNestedProbeClosesItAndTheOuterOneHasNoVoteAnyMore() {
		CircuitFixture backend = halfOpen(2, 1);

		backend.duringAndFail(() -> {
			backend.succeed();
			assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		}, new BackendFailure());

		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
	}

	/** A recursion without end opens no circuit, and leaves no permit behind. */
	@Test
	void aRecursionThatOverflowsTheStackLeavesTheCircuitAsItIs() {
		CircuitFixture backend = halfOpen(2, 1);
		backend.circuit.reset();

		for (int i = 0; i < 3; i++) {
			assertThat(overflow(backend)).isInstanceOf(StackOverflowError.class);
		}

		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().window()).isEqualTo(WindowCounts.EMPTY);
		backend.succeed();
	}

	private static Throwable overflow(CircuitFixture backend) {
		try {
			endless(backend);
		}
		catch (Throwable thrown) {
			return thrown;
		}
		throw new AssertionError("the stack has no end");
	}

	private static void endless(CircuitFixture backend) {
		backend.calls.run(() -> endless(backend));
	}

	private static void recurse(CircuitFixture backend, int levels, BackendFailure failure) {
		if (levels == 0) {
			throw failure;
		}
		if (levels == 1) {
			backend.fail(failure);
			return;
		}
		backend.duringAndFail(() -> recurse(backend, levels - 1, failure), failure);
	}

	private static void lead(CircuitFixture backend, CircuitState later) {
		switch (later) {
			case OPEN -> backend.fail();
			case HALF_OPEN -> {
				backend.fail();
				backend.advance(OPEN);
			}
			case CLOSED -> backend.succeed();
			case FORCED_OPEN -> backend.circuit.forceOpen();
			case DISABLED -> backend.circuit.disable();
		}
	}

	private void knockUntilIn(CircuitFixture backend, AtomicInteger knocking, AtomicInteger passed,
			CountDownLatch done) {
		while (done.getCount() > 0) {
			try {
				backend.calls.<InterruptedException>run(() -> {
					passed.incrementAndGet();
					done.await();
				});
			}
			catch (CircuitOpenException refused) {
				knocking.incrementAndGet();
				Thread.yield();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private List<Future<?>> start(CircuitFixture backend, int calls, IntFunction<Throwable> ends) {
		return start(backend, calls, this.end, ends);
	}

	private List<Future<?>> start(CircuitFixture backend, int calls, CountDownLatch until,
			IntFunction<Throwable> ends) {
		List<Future<?>> started = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			Throwable failure = ends.apply(i);
			Runnable wait = () -> waitInside(backend, until);
			started.add(this.threads.submit(() -> {
				if (failure == null) {
					backend.during(wait);
				}
				else {
					backend.duringAndFail(wait, failure);
				}
			}));
		}
		return started;
	}

	private final AtomicInteger inside = new AtomicInteger();

	private int inside(CircuitFixture backend) {
		assertThat(backend.state()).isNotEqualTo(CircuitState.OPEN);
		return this.inside.get();
	}

	private void waitInside(CircuitFixture backend, CountDownLatch until) {
		this.inside.incrementAndGet();
		try {
			until.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			this.inside.decrementAndGet();
		}
	}

	private static void probe(CircuitFixture backend, Throwable failure) {
		try {
			backend.calls.<Throwable>run(() -> {
				if (failure != null) {
					throw failure;
				}
			});
		}
		catch (Throwable thrown) {
			if (thrown != failure && !(thrown instanceof CircuitOpenException)) {
				throw new AssertionError("another failure", thrown);
			}
		}
	}

	private static void join(Future<?> future) {
		try {
			future.get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static CircuitFixture open(int permitted, int successes) {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(OPEN)
			.openDurationMax(OPEN)
			.permittedCalls(permitted)
			.successThreshold(successes)
			.maxDuration(Duration.ofDays(1)));
		backend.fail();
		return backend;
	}

	private static CircuitFixture halfOpen(int permitted, int successes) {
		CircuitFixture backend = open(permitted, successes);
		backend.advance(OPEN);
		return backend;
	}

}
