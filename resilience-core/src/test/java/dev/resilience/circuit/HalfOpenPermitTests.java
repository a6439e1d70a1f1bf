package dev.resilience.circuit;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class HalfOpenPermitTests {

	private static final int THREADS = 64;

	private static final Duration OPEN = Duration.ofSeconds(60);

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 10, 64 })
	void exactlyThePermittedCallsPassAtOnce(int permitted) throws Exception {
		for (int round = 0; round < 10; round++) {
			CircuitFixture backend = CircuitFixture
				.sensitive((spec) -> spec.openDuration(OPEN).permittedCalls(permitted).successThreshold(1_000));
			backend.fail();
			backend.advance(OPEN);
			assertPassAtOnce(backend, permitted);
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
			assertPassAtOnce(backend, permitted);
		}
	}

	@Test
	void theCallsThatFindItHalfOpenTogetherCloseItTogether() throws Exception {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).permittedCalls(5).successThreshold(5));
		backend.fail();
		backend.advance(OPEN);
		assertPassAtOnce(backend, 5);
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		assertThat(backend.snapshot().totals().transitions()).containsEntry(CircuitState.CLOSED, 1L)
			.containsEntry(CircuitState.HALF_OPEN, 1L);
	}

	@Test
	void aPermitComesBackAfterASuccess() {
		CircuitFixture backend = onePermit();
		for (int i = 0; i < 100; i++) {
			backend.during(() -> assertThat(backend.refusal().state()).isEqualTo(CircuitState.HALF_OPEN));
		}
		assertThat(backend.snapshot().totals().succeeded()).isEqualTo(100);
		assertThat(backend.snapshot().totals().rejected()).isEqualTo(100);
	}

	@ParameterizedTest
	@MethodSource
	void aPermitComesBackAfterWhatHasNoVote(Throwable withoutVote) {
		CircuitFixture backend = onePermit();
		for (int i = 0; i < 100; i++) {
			backend.duringAndFail(() -> assertThat(backend.refusal().state()).isEqualTo(CircuitState.HALF_OPEN),
					withoutVote);
		}
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(backend.snapshot().totals().ignored()).isEqualTo(100);
	}

	static Stream<Throwable> aPermitComesBackAfterWhatHasNoVote() {
		return Stream.of(new IllegalArgumentException(), new CancellationException(), new InterruptedException(),
				new OutOfMemoryError(), new StackOverflowError(), new AssertionError());
	}

	@Test
	void aFailedProbeLeavesAllPermitsToTheNextPeriod() {
		CircuitFixture backend = onePermit();
		for (int i = 0; i < 100; i++) {
			backend.fail();
			assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
			backend.advance(OPEN);
			assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
		}
		assertThat(backend.snapshot().totals().opened()).isEqualTo(101);
	}

	@Test
	void aLateProbeDoesNotGiveItsPermitBackToALaterPeriod() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).permittedCalls(2).successThreshold(1_000));
		backend.fail();
		backend.advance(OPEN);
		backend.during(() -> {
			backend.during(() -> {
				backend.circuit.reset();
				backend.fail();
				backend.advance(OPEN);
			});
			backend.during(() -> backend.during(() -> backend.refusal()));
		});
		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	private static CircuitFixture onePermit() {
		CircuitFixture backend = CircuitFixture
			.sensitive((spec) -> spec.openDuration(OPEN).permittedCalls(1).successThreshold(1_000));
		backend.fail();
		backend.advance(OPEN);
		return backend;
	}

	private static void assertPassAtOnce(CircuitFixture backend, int permitted) throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		AtomicInteger passed = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		ExecutorService callers = Executors.newFixedThreadPool(THREADS);
		try {
			for (int i = 0; i < THREADS; i++) {
				callers.execute(() -> call(backend, start, end, passed, refused));
			}
			start.countDown();
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> passed.get() + refused.get() >= THREADS);
			assertThat(passed).hasValue(permitted);
			assertThat(refused).hasValue(THREADS - permitted);
		}
		finally {
			end.countDown();
			callers.shutdown();
			assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static void call(CircuitFixture backend, CountDownLatch start, CountDownLatch end, AtomicInteger passed,
			AtomicInteger refused) {
		try {
			start.await();
			backend.calls.<InterruptedException>run(() -> {
				passed.incrementAndGet();
				end.await();
			});
		}
		catch (CircuitOpenException ex) {
			refused.incrementAndGet();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
