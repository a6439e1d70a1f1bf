package dev.resilience.timelimit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadLimitsTests {

	private static final int ROUNDS = 200_000;

	/** On a busy machine the two threads seldom run at once, and a round takes long. */
	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final int OVER = -1;

	private static final long INNER = 10;

	private static final long OUTER = 20;

	@AfterEach
	void clearTheInterrupt() {
		Thread.interrupted();
	}

	@Test
	void forgetsWhatAStackOverflowHasLeftArmed() {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		limits.arm(1_000);
		limits.armCoarsely(500, 500);

		limits.forgetAll();

		assertThat(limits.earliest()).isEqualTo(Long.MAX_VALUE);
		assertThat(limits.fireDue(2_000)).isEqualTo(Long.MAX_VALUE);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void firesNothingBeforeItIsDue() {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place place = limits.arm(OUTER);

		assertThat(limits.fireDue(INNER)).isEqualTo(OUTER);

		assertThat(limits.disarm(place)).isFalse();
		assertThat(Thread.interrupted()).isFalse();
		assertThat(limits.fireDue(OUTER)).isEqualTo(Long.MAX_VALUE);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void clearsTheInterruptThatItSent() {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place place = limits.arm(OUTER);

		limits.fireDue(OUTER);

		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(limits.disarm(place)).isTrue();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void looksAgainSoonWhetherAnInterruptOfOthersHasBeenTaken() {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place place = limits.arm(OUTER);
		Thread.currentThread().interrupt();

		long again = limits.fireDue(OUTER);
		assertThat(again).isBetween(OUTER + 1, OUTER + TimeUnit.SECONDS.toNanos(1));
		assertThat(Thread.interrupted()).isTrue();

		assertThat(limits.fireDue(again)).isEqualTo(Long.MAX_VALUE);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(limits.disarm(place)).isTrue();
		assertThat(Thread.interrupted()).isFalse();
	}

	/** As if the stack had overflowed between arming and whatever would disarm. */
	@Test
	void takesBackWhatWasLeftArmedFurtherIn() {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		ThreadLimits.Place outer = limits.arm(OUTER);
		limits.arm(INNER);
		limits.arm(INNER);
		limits.arm(OUTER);

		limits.fireDue(INNER);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		limits.disarmInner(outer);

		assertThat(Thread.interrupted()).isFalse();
		assertThat(limits.fireDue(INNER)).isEqualTo(OUTER);
		assertThat(limits.disarm(outer)).isFalse();
		assertThat(limits.fireDue(OUTER)).isEqualTo(Long.MAX_VALUE);
		assertThat(Thread.interrupted()).isFalse();
	}

	/**
	 * The thread cleans up after the inner limit at the very moment at which the outer
	 * one fires: its interrupt has to arrive in the outer call and must not leave it.
	 */
	@Test
	void handsTheOuterInterruptOnWhileTheInnerLimitIsCleanedUp() throws Exception {
		ThreadLimits limits = new ThreadLimits(Thread.currentThread());
		AtomicInteger turn = new AtomicInteger();
		Thread watchdog = new Thread(() -> watch(limits, turn));
		watchdog.start();
		int lost = 0;
		int stray = 0;
		long start = System.nanoTime();
		for (int round = 1; round <= ROUNDS && System.nanoTime() - start < LONGEST_NANOS; round++) {
			ThreadLimits.Place outer = limits.arm(OUTER);
			ThreadLimits.Place inner = limits.arm(INNER);
			limits.fireDue(INNER);
			turn.set(2 * round - 1);
			limits.disarm(inner);
			awaitTurn(turn, 2 * round);
			if (!Thread.currentThread().isInterrupted()) {
				lost++;
			}
			limits.disarm(outer);
			if (Thread.interrupted()) {
				stray++;
			}
		}
		turn.set(OVER);
		watchdog.join();

		assertThat(lost).as("interrupts that did not reach the outer call").isZero();
		assertThat(stray).as("interrupts that left the outer call").isZero();
	}

	private static void watch(ThreadLimits limits, AtomicInteger turn) {
		for (int round = 1; awaitTurn(turn, 2 * round - 1); round++) {
			limits.fireDue(OUTER);
			turn.set(2 * round);
		}
	}

	/** Returns false when it is over. */
	private static boolean awaitTurn(AtomicInteger turn, int wanted) {
		int present = turn.get();
		while (present != wanted && present != OVER) {
			Thread.onSpinWait();
			present = turn.get();
		}
		return present != OVER;
	}

}
