package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConsecutiveFailuresTests {

	private static final long UNIT = 1_024;

	@Test
	void startsWithNoRow() {
		assertThat(ConsecutiveFailures.length(new ConsecutiveFailures(17).read())).isZero();
	}

	@Test
	void countsUpToTheMostAndThenStands() {
		ConsecutiveFailures row = new ConsecutiveFailures(0);
		for (int i = 1; i <= ConsecutiveFailures.MOST + 10; i++) {
			assertThat(ConsecutiveFailures.length(row.failed(i))).isEqualTo(Math.min(i, ConsecutiveFailures.MOST));
		}
		row.succeeded();
		assertThat(ConsecutiveFailures.length(row.failed(0))).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MAX_VALUE - 5, Long.MIN_VALUE, 1L << 52 })
	void measuresTheSpanWhereverTheClockStarts(long start) {
		ConsecutiveFailures row = new ConsecutiveFailures(start);
		long first = start + Duration.ofDays(365).toNanos();
		row.failed(first);
		for (Duration span : List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofDays(365),
				Duration.ofDays(2 * 365))) {
			long now = first + span.toNanos();
			long failed = row.failed(now);
			assertThat(row.lasts(failed, now, span.toNanos())).isTrue();
			assertThat(row.lasts(failed, now, span.toNanos() + 2 * UNIT)).isFalse();
		}
	}

	@Test
	void aNewRowHasANewStart() {
		ConsecutiveFailures row = new ConsecutiveFailures(0);
		row.failed(0);
		row.succeeded();
		long now = Duration.ofSeconds(5).toNanos();
		assertThat(row.lasts(row.failed(now), now, UNIT)).isFalse();
	}

	@Test
	@Timeout(60)
	void losesNoFailureOfManyThreads() throws Exception {
		ConsecutiveFailures row = new ConsecutiveFailures(0);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<?>> failing = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				failing.add(threads.submit(() -> {
					start.await();
					for (int failure = 0; failure < 15_000; failure++) {
						row.failed(failure);
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> thread : failing) {
				thread.get();
			}
			assertThat(ConsecutiveFailures.length(row.read())).isEqualTo(60_000);
		}
		finally {
			threads.shutdownNow();
		}
	}

}
