package dev.resilience.timelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.resilience.TimeLimitExceededException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Limits that are long against a tick of the coarse clock, on the machine's clock. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoarseLimitTests {

	private static final long LIMIT_MILLIS = 200;

	private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);

	/** 20 ms are promised, of an idle machine. */
	private static final long LATEST_NANOS = LIMIT_NANOS + TimeUnit.SECONDS.toNanos(5);

	private static final int THREADS = 4;

	private static final int ROUNDS = 8;

	private final LimitFixture fixture = new LimitFixture(LimitFixture.millis(LIMIT_MILLIS),
			LimitFixture.millis(60_000));

	private final TimeLimit limit = this.fixture.engine.find("backend").timeLimit();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void isNeverEarlyAndHardlyLate() {
		assertThat(this.limit.isCoarse()).isTrue();
		for (int i = 0; i < ROUNDS; i++) {
			assertThat(nanosUntilItPasses()).isBetween(LIMIT_NANOS, LATEST_NANOS);
		}
	}

	@Test
	void isNeverEarlyAfterManyShortCalls() throws Exception {
		List<Long> taken = inAllThreads(() -> {
			spinWithShortCalls(TimeUnit.MILLISECONDS.toNanos(5));
			return nanosUntilItPasses();
		});

		assertThat(taken).hasSize(THREADS * ROUNDS)
			.allSatisfy((nanos) -> assertThat(nanos).isBetween(LIMIT_NANOS, LATEST_NANOS));
		assertThat(this.limit.calls(TimeLimitOutcome.TIMED_OUT)).isEqualTo(THREADS * ROUNDS);
	}

	@Test
	void leavesNoInterruptInCallsThatTakeAboutAsLongAsTheyMay() throws Exception {
		List<Boolean> strays = inAllThreads(() -> {
			try {
				this.fixture.call(() -> {
					LimitFixture.spin(Duration.ofNanos(LIMIT_NANOS + TimeUnit.MILLISECONDS.toNanos(3)));
					return "";
				});
			}
			catch (TimeLimitExceededException ex) {
				// as good as in time
			}
			boolean stray = Thread.interrupted();
			spinWithShortCalls(TimeUnit.MILLISECONDS.toNanos(5));
			return stray || Thread.interrupted();
		});

		assertThat(strays).hasSize(THREADS * ROUNDS).containsOnly(false);
	}

	@Test
	void passesAfterTheEngineIsClosedToo() {
		this.fixture.close();

		assertThat(nanosUntilItPasses()).isBetween(LIMIT_NANOS, LATEST_NANOS);
	}

	@Test
	void isNotHeldUpByALongerOneAroundIt() {
		this.fixture.other(() -> {
			assertThat(nanosUntilItPasses()).isBetween(LIMIT_NANOS, LATEST_NANOS);
			return "in time";
		});

		assertThat(Thread.interrupted()).isFalse();
	}

	private long nanosUntilItPasses() {
		AtomicLong end = new AtomicLong();
		long start = System.nanoTime();
		assertThatThrownBy(() -> this.fixture.call(() -> {
			try {
				return LimitFixture.block();
			}
			finally {
				end.set(System.nanoTime());
			}
		})).isInstanceOf(TimeLimitExceededException.class);
		return end.get() - start;
	}

	private void spinWithShortCalls(long nanos) {
		long start = System.nanoTime();
		while (System.nanoTime() - start < nanos) {
			this.fixture.call(() -> "in time");
		}
	}

	private static <T> List<T> inAllThreads(Supplier<T> work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<List<T>>> futures = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				futures.add(executor.submit(() -> {
					List<T> results = new ArrayList<>();
					for (int round = 0; round < ROUNDS; round++) {
						results.add(work.get());
					}
					return results;
				}));
			}
			List<T> all = new ArrayList<>();
			for (Future<List<T>> future : futures) {
				all.addAll(future.get());
			}
			return all;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
