package dev.resilience.circuit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.time.InterleavedTime;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call on its way in, held up wherever it reads the clock, while the only probe fails.
 */
@Timeout(60)
class HalfOpenRaceTests {

	private static final Duration OPEN = Duration.ofSeconds(60);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6 })
	void noCallPassesBetweenTheFailureOfTheOnlyProbeAndTheReopening(int reading) throws InterruptedException {
		InterleavedTime time = new InterleavedTime();
		CircuitFixture backend = CircuitFixture.with(time.manual, time,
				(spec) -> spec.failureThreshold(1).openDuration(OPEN).permittedCalls(1).successThreshold(1));
		backend.fail();
		backend.advance(OPEN);
		CountDownLatch probing = new CountDownLatch(1);
		CountDownLatch fail = new CountDownLatch(1);
		Thread probe = new Thread(() -> backend.duringAndFail(() -> {
			probing.countDown();
			uninterrupted(fail::await);
		}, new BackendFailure()));
		probe.start();
		probing.await();
		time.atReading(reading, () -> {
			fail.countDown();
			uninterrupted(probe::join);
		});
		AtomicBoolean passed = new AtomicBoolean();
		try {
			backend.calls.run(() -> passed.set(true));
		}
		catch (CircuitOpenException ex) {
			assertThat(ex.state()).isIn(CircuitState.OPEN, CircuitState.HALF_OPEN);
		}
		fail.countDown();
		probe.join();
		assertThat(passed).as("the backend was called").isFalse();
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
	}

	private static void uninterrupted(Wait wait) {
		try {
			wait.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Wait {

		void await() throws InterruptedException;

	}

}
