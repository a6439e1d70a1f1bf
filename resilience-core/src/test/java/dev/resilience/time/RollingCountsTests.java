package dev.resilience.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RollingCountsTests {

	private static final long WHILE = 1_000;

	@Test
	void countsColumnsApart() {
		RollingCounts counts = new RollingCounts(WHILE, 10, 2, 0);
		counts.add(0, 0);
		counts.add(0, 1, 5);
		assertThat(counts.sums(0)[0]).isEqualTo(1);
		assertThat(counts.sums(0)[1]).isEqualTo(5);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -7, Long.MAX_VALUE, Long.MAX_VALUE - 500, Long.MIN_VALUE })
	void forgetsASliceWhenItIsOlderThanTheWhile(long origin) {
		RollingCounts counts = new RollingCounts(WHILE, 10, 1, origin);
		counts.add(origin, 0);
		counts.add(origin + 99, 0);
		counts.add(origin + 100, 0);
		assertThat(counts.sums(origin + 999)[0]).isEqualTo(3);
		assertThat(counts.sums(origin + 1_000)[0]).isEqualTo(1);
		assertThat(counts.sums(origin + 1_099)[0]).isEqualTo(1);
		assertThat(counts.sums(origin + 1_100)[0]).isZero();
	}

	@Test
	void aSliceThatComesRoundAgainStartsAtZero() {
		RollingCounts counts = new RollingCounts(WHILE, 10, 1, 0);
		counts.add(50, 0, 100);
		counts.add(1_050, 0);
		assertThat(counts.sums(1_050)[0]).isEqualTo(1);
		counts.add(1_000_050, 0);
		assertThat(counts.sums(1_000_050)[0]).isEqualTo(1);
	}

	@Test
	void whatComesAWholeWhileLateIsNotCounted() {
		RollingCounts counts = new RollingCounts(WHILE, 10, 1, 0);
		counts.add(1_050, 0);
		counts.add(50, 0);
		assertThat(counts.sums(1_050)[0]).isEqualTo(1);
	}

	@Test
	void whatComesALittleLateIsCountedWhereItBelongs() {
		RollingCounts counts = new RollingCounts(WHILE, 10, 1, 0);
		counts.add(950, 0);
		counts.add(150, 0);
		assertThat(counts.sums(950)[0]).isEqualTo(2);
		assertThat(counts.sums(1_100)[0]).isEqualTo(1);
	}

	@Test
	void aReadingBeforeTheBeginningBelongsToTheBeginning() {
		RollingCounts counts = new RollingCounts(WHILE, 10, 1, 500);
		counts.add(400, 0);
		assertThat(counts.sums(500)[0]).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 64 })
	void agreesWithAPlainListWithinASlice(int slices) {
		long seed = slices;
		Random random = new Random(seed);
		long slice = WHILE / slices;
		RollingCounts counts = new RollingCounts(WHILE, slices, 1, 0);
		List<Long> added = new ArrayList<>();
		long now = 0;
		for (int i = 0; i < 10_000; i++) {
			now += (random.nextInt(100) == 0) ? random.nextInt(5_000) : random.nextInt(50);
			counts.add(now, 0);
			added.add(now);
			long present = now;
			added.removeIf((at) -> present - at >= slice * slices);
			long certain = added.stream().filter((at) -> present - at <= slice * (slices - 1)).count();
			assertThat(counts.sums(now)[0]).as("seed %d, step %d", seed, i).isBetween(certain, (long) added.size());
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -7, Long.MAX_VALUE - 500, Long.MIN_VALUE })
	void hasAnyExactlyWhileTheSumIsNotZero(long origin) {
		RollingCounts counts = new RollingCounts(WHILE, 7, 2, origin);
		assertThat(counts.hasAny(origin, 0)).isFalse();
		Random random = new Random(origin);
		long elapsed = 0;
		for (int i = 0; i < 2_000; i++) {
			elapsed += random.nextInt(1_500);
			int column = random.nextInt(2);
			// now and then by a clock that lags behind
			counts.add(origin + elapsed - random.nextInt(2) * random.nextInt(100), column);
			for (long later = elapsed; later < elapsed + 1_200; later += 10 + random.nextInt(100)) {
				long[] sums = counts.sums(origin + later);
				assertThat(counts.hasAny(origin + later, 0)).as("step %d", i).isEqualTo(sums[0] > 0);
				assertThat(counts.hasAny(origin + later, 1)).as("step %d", i).isEqualTo(sums[1] > 0);
			}
		}
	}

	@Test
	void twoClocksOfWhichOneLagsCountEachInItsSlice() {
		RollingCounts counts = new RollingCounts(WHILE, 10, 2, 0);
		for (long now = 100; now < 700; now++) {
			counts.add(now, 0);
			counts.add(now - 20, 1);
		}
		assertThat(counts.sums(699)).containsExactly(600, 600);
		// of 80 to 99, of 100 to 199
		assertThat(counts.sums(1_000)).containsExactly(600, 580);
		assertThat(counts.sums(1_100)).containsExactly(500, 480);
		assertThat(counts.sums(1_600)).containsExactly(0, 0);
	}

	@Test
	@Timeout(60)
	void losesNothingWhereManyThreadsMeetAtTheBordersOfSlices() throws Exception {
		int threads = 4;
		int adds = 50_000;
		ManualTime time = new ManualTime();
		RollingCounts counts = new RollingCounts(Duration.ofDays(1).toNanos(), 100_000, 1, time.nanos());
		Duration slice = Duration.ofDays(1).dividedBy(100_000);
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<?>> adders = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				boolean turnsTheClock = i == 0;
				adders.add(pool.submit(() -> {
					start.await();
					for (int add = 0; add < adds; add++) {
						counts.add(time.nanos(), 0);
						if (turnsTheClock) {
							time.advance(slice);
						}
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> adder : adders) {
				adder.get();
			}
			assertThat(counts.sums(time.nanos())[0]).isEqualTo((long) threads * adds);
		}
		finally {
			pool.shutdownNow();
		}
	}

}
