package dev.resilience.timelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.TimeLimitExceededException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StrayInterruptTests {

	private static final Duration LONG_ENOUGH = Duration.ofMillis(2_500);

	private static final int THREADS = 4;

	private final AtomicInteger inTime = new AtomicInteger();

	private final AtomicInteger tooLate = new AtomicInteger();

	@Test
	void leavesNoInterruptAfterCallsThatTakeAboutAsLongAsTheyMay() throws Exception {
		try (LimitFixture fixture = new LimitFixture(LimitFixture.millis(1))) {
			storm(() -> count(() -> fixture.call(() -> takeAbout(1_000))));
		}

		assertThat(this.inTime).hasPositiveValue();
		assertThat(this.tooLate).hasPositiveValue();
	}

	@Test
	void leavesNoInterruptAfterNestedCallsThatTakeAboutAsLongAsTheyMay() throws Exception {
		try (LimitFixture fixture = new LimitFixture(LimitFixture.millis(2), LimitFixture.millis(1))) {
			storm(() -> count(() -> fixture.call(() -> {
				count(() -> fixture.other(() -> takeAbout(1_000)));
				count(() -> fixture.other(() -> takeAbout(1_000)));
				return "";
			})));
		}

		assertThat(this.inTime).hasPositiveValue();
		assertThat(this.tooLate).hasPositiveValue();
	}

	private static String takeAbout(int micros) {
		int nanos = ThreadLocalRandom.current().nextInt(micros * 950, micros * 1_050);
		if (nanos % 2 == 0) {
			LimitFixture.spin(Duration.ofNanos(nanos));
		}
		else {
			LockSupport.parkNanos(nanos);
		}
		return "";
	}

	private void count(Runnable call) {
		try {
			call.run();
			this.inTime.incrementAndGet();
		}
		catch (TimeLimitExceededException ex) {
			this.tooLate.incrementAndGet();
		}
	}

	private static void storm(Runnable call) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<Integer>> strays = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				strays.add(executor.submit(() -> strays(call)));
			}
			for (Future<Integer> stray : strays) {
				assertThat(stray.get()).isZero();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static int strays(Runnable call) {
		long end = System.nanoTime() + LONG_ENOUGH.toNanos();
		int strays = 0;
		while (System.nanoTime() < end) {
			call.run();
			if (Thread.interrupted()) {
				strays++;
			}
		}
		return strays;
	}

}
