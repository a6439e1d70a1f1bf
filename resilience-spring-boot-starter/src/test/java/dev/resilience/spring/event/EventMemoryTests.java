package dev.resilience.spring.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.resilience.CircuitState;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told to those who come to look afterwards. */
class EventMemoryTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private final EventMemory memory = new EventMemory();

	@Test
	void theLatestHundredAreToldTheNewestFirst() {
		IntStream.rangeClosed(1, 150).forEach(this::retry);
		List<ResilienceEvent> latest = this.memory.latest("payments");
		assertThat(latest).hasSize(100);
		assertThat(((RetryScheduled) latest.get(0)).attempt()).isEqualTo(150);
		assertThat(((RetryScheduled) latest.get(99)).attempt()).isEqualTo(51);
	}

	@Test
	void refusalsAreToldLikeAnythingElse() {
		refuse(150);
		assertThat(this.memory.latest("payments")).hasSize(100).hasOnlyElementsOfType(CallRejected.class);
	}

	@Test
	void theOrderIsThatOfTheMomentsAndThenThatOfTheTelling() {
		retry(1);
		refuse(1);
		this.memory.onEvent(new RetryScheduled("payments", NOW.minusSeconds(60), 2, Duration.ZERO, null));
		List<ResilienceEvent> latest = this.memory.latest("payments");
		assertThat(latest).extracting(ResilienceEvent::code).containsExactly("CIRCUIT_OPEN", "RETRY", "RETRY");
		assertThat(((RetryScheduled) latest.get(2)).attempt()).isEqualTo(2);
	}

	@Test
	void policiesAreApart() {
		retry(1);
		assertThat(this.memory.latest("quotes")).isEmpty();
	}

	@Test
	void nothingIsLostThatManyThreadsTellAtOnce() {
		CompletableFuture
			.allOf(IntStream.range(0, 2)
				.mapToObj(
						(thread) -> CompletableFuture.runAsync(() -> IntStream.rangeClosed(1, 40).forEach(this::retry)))
				.toArray(CompletableFuture[]::new))
			.join();
		assertThat(this.memory.latest("payments")).hasSize(80);
	}

	@Test
	void theLatestHundredAreExactThoughManyThreadsTellAtOnce() {
		int threads = 4;
		int each = 20_000;
		AtomicInteger moment = new AtomicInteger();
		for (int round = 0; round < 5; round++) {
			EventMemory memory = new EventMemory();
			CompletableFuture
				.allOf(IntStream.range(0, threads)
					.mapToObj((thread) -> CompletableFuture.runAsync(() -> IntStream.range(0, each)
						.forEach((i) -> memory.onEvent(retryAt(moment.incrementAndGet())))))
					.toArray(CompletableFuture[]::new))
				.join();
			int last = moment.get();
			List<Integer> kept = memory.latest("payments")
				.stream()
				.map((event) -> ((RetryScheduled) event).attempt())
				.toList();
			assertThat(kept).hasSize(100).isSortedAccordingTo(Comparator.reverseOrder());
			// a thread may stand still between its moment and its place, so that all
			// others
			// overtake it; but what was told last of each thread is not lost
			assertThat(kept.get(0)).isEqualTo(last);
		}
	}

	private static RetryScheduled retryAt(int moment) {
		return new RetryScheduled("payments", NOW.plusNanos(moment), moment, Duration.ZERO, null);
	}

	private void retry(int attempt) {
		this.memory.onEvent(new RetryScheduled("payments", NOW, attempt, Duration.ZERO, null));
	}

	private void refuse(int times) {
		for (int i = 0; i < times; i++) {
			this.memory.onEvent(new CallRejected("payments", NOW, "CIRCUIT_OPEN", CircuitState.OPEN));
		}
	}

}
