package dev.resilience.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.time.ManualTime;
import dev.resilience.time.TimeSource;
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
		Interleaved time = new Interleaved();
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

	/** Does something when the thread that asked for it reads the clock the n-th time. */
	private static final class Interleaved implements TimeSource {

		private final ManualTime manual = new ManualTime();

		private final AtomicInteger readingsLeft = new AtomicInteger();

		private volatile Thread thread;

		private volatile Runnable action;

		void atReading(int reading, Runnable action) {
			this.action = action;
			this.readingsLeft.set(reading);
			this.thread = Thread.currentThread();
		}

		@Override
		public long nanos() {
			if (Thread.currentThread() == this.thread && this.readingsLeft.decrementAndGet() == 0) {
				this.thread = null;
				this.action.run();
			}
			return this.manual.nanos();
		}

		@Override
		public Instant wallClock() {
			return this.manual.wallClock();
		}

		@Override
		public void sleep(long nanos) throws InterruptedException {
			this.manual.sleep(nanos);
		}

		@Override
		public void park(long nanos) {
			this.manual.park(nanos);
		}

	}

}
