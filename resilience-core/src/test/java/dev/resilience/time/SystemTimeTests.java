package dev.resilience.time;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(10)
class SystemTimeTests {

	private final TimeSource time = TimeSource.system();

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void goesOn() {
		long before = this.time.nanos();
		assertThat(this.time.nanos()).isGreaterThanOrEqualTo(before);
		assertThat(this.time.wallClock()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
	}

	@Test
	void sleepsAtLeastAsLongAsItIsTold() throws InterruptedException {
		long before = this.time.nanos();
		this.time.sleep(Duration.ofMillis(5).toNanos());
		assertThat(this.time.nanos() - before).isGreaterThanOrEqualTo(Duration.ofMillis(5).toNanos());
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void aSleepOfNothingReturnsAtOnce(long nanos) throws InterruptedException {
		this.time.sleep(nanos);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1, 60_000_000_000L })
	void anInterruptEndsAnySleepAndIsThenClear(long nanos) {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.time.sleep(nanos));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void parkingReturnsOnAnInterruptAndKeepsIt() {
		Thread.currentThread().interrupt();
		this.time.park(Duration.ofSeconds(60).toNanos());
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

}
