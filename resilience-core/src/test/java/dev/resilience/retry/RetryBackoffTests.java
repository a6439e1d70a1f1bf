package dev.resilience.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryBackoffTests {

	@Test
	void doublesTheWaitWithEachRetry() {
		assertThat(waits(RetryFixture.exact().maxAttempts(6))).isEqualTo(millis(100, 200, 400, 800, 1600));
	}

	@Test
	void cutsTheWaitAtItsMaximum() {
		RetrySpecBuilder spec = RetryFixture.exact().maxAttempts(6).maxDelay(Duration.ofMillis(350));

		assertThat(waits(spec)).isEqualTo(millis(100, 200, 350, 350, 350));
	}

	@Test
	void cutsAFirstWaitThatIsAboveTheMaximum() {
		RetrySpecBuilder spec = RetryFixture.exact().delay(Duration.ofSeconds(20)).maxDelay(Duration.ofSeconds(1));

		assertThat(waits(spec)).isEqualTo(millis(1000, 1000));
	}

	@Test
	void multipliesByAnyFactor() {
		RetrySpecBuilder spec = RetryFixture.exact().maxAttempts(4).delay(Duration.ofMillis(80)).multiplier(1.5);

		assertThat(waits(spec)).isEqualTo(millis(80, 120, 180));
	}

	@Test
	void keepsTheWaitWhereTheMultiplierIsOne() {
		assertThat(waits(RetryFixture.exact().maxAttempts(5).multiplier(1))).isEqualTo(millis(100, 100, 100, 100));
	}

	@Test
	void neverWaitsWhereTheDelayIsZero() {
		RetrySpecBuilder spec = RetrySpec.builder().maxAttempts(5).delay(Duration.ZERO);

		assertThat(waits(spec)).isEmpty();
	}

	@Test
	void neverWaitsWhereTheMaximumIsZero() {
		assertThat(waits(RetrySpec.builder().maxAttempts(5).maxDelay(Duration.ZERO))).isEmpty();
	}

	@Test
	void doesNotOverflowHoweverOftenItMultiplies() {
		RetrySpecBuilder spec = RetryFixture.exact()
			.maxAttempts(2_000)
			.multiplier(Double.MAX_VALUE)
			.maxDelay(Duration.ofDays(1))
			.budgetRatio(1);

		assertThat(waits(spec)).hasSize(1_999).last().isEqualTo(Duration.ofDays(1));
	}

	@Test
	void drawsTheWaitFromHalfToOneAndAHalfTimesTheDelay() {
		List<Duration> waits = firstWaits(RetrySpec.builder().maxAttempts(2));

		assertThat(waits)
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofMillis(50), Duration.ofMillis(150)));
		assertThat(waits).anyMatch((wait) -> wait.compareTo(Duration.ofMillis(60)) < 0);
		assertThat(waits).anyMatch((wait) -> wait.compareTo(Duration.ofMillis(140)) > 0);
		assertThat(mean(waits)).isBetween(95.0, 105.0);
	}

	@Test
	void cutsTheUpperEndAtTheMaximumBeforeTheDraw() {
		RetrySpecBuilder spec = RetrySpec.builder().maxAttempts(2).maxDelay(Duration.ofMillis(100));

		List<Duration> waits = firstWaits(spec);

		assertThat(waits)
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofMillis(50), Duration.ofMillis(100)));
		assertThat(mean(waits)).isBetween(72.0, 78.0);
		assertThat(waits.stream().distinct()).hasSizeGreaterThan(waits.size() * 9 / 10);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.1, 0.25, 1.0 })
	void keepsToTheFractionOfTheJitter(double jitter) {
		List<Duration> waits = firstWaits(RetrySpec.builder().maxAttempts(2).jitter(jitter));

		Duration least = Duration.ofNanos((long) (100_000_000 * (1 - jitter)));
		Duration most = Duration.ofNanos((long) (100_000_000 * (1 + jitter)));
		assertThat(waits).allSatisfy((wait) -> assertThat(wait).isBetween(least, most));
	}

	private static double mean(List<Duration> waits) {
		return waits.stream().mapToDouble((wait) -> wait.toNanos() / 1e6).average().orElseThrow();
	}

	/** 4,000 of them: the mean of so many even draws is off by 5 % once in a lifetime. */
	private static List<Duration> firstWaits(RetrySpecBuilder spec) {
		RetryFixture fixture = new RetryFixture(spec.budgetRatio(1));
		for (int i = 0; i < 4_000; i++) {
			fail(fixture);
		}
		return fixture.waits();
	}

	private static List<Duration> waits(RetrySpecBuilder spec) {
		RetryFixture fixture = new RetryFixture(spec);
		fail(fixture);
		return fixture.waits();
	}

	private static void fail(RetryFixture fixture) {
		assertThatThrownBy(() -> fixture.call(() -> {
			throw new IOException();
		})).isInstanceOf(IOException.class);
	}

	private static List<Duration> millis(long... waits) {
		return LongStream.of(waits).mapToObj(Duration::ofMillis).toList();
	}

}
