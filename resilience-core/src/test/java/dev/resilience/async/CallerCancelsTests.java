package dev.resilience.async;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.retry.RetryOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who does not wait any more, whatever he does to the future that he was given. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallerCancelsTests {

	private final ManualBackend backend = new ManualBackend();

	private final AtomicInteger answers = new AtomicInteger();

	private final AsyncFixture fixture = new AsyncFixture((policy) -> policy.retry(AsyncFixture.attempts(3))
		.timeLimit(AsyncFixture.seconds(30))
		.circuit(CircuitSpec.builder().failureThreshold(1).permittedCalls(1).successThreshold(1).build())
		.fallback(FallbackSpec.of((type) -> this.answers.incrementAndGet())));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static Stream<Consumer<CompletableFuture<String>>> ways() {
		return Stream.of((future) -> future.cancel(false),
				(future) -> future.completeExceptionally(new IllegalStateException()),
				(future) -> future.complete("known from elsewhere"),
				(future) -> future.orTimeout(1, TimeUnit.MILLISECONDS),
				(future) -> future.completeOnTimeout("default", 1, TimeUnit.MILLISECONDS));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void cancelsTheSource(Consumer<CompletableFuture<String>> way) {
		CompletableFuture<String> future = this.fixture.call(this.backend);

		way.accept(future);

		AsyncFixture.until(this.backend.attempt(1)::isCancelled);
		endsUnheard();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void endsTheWait(Consumer<CompletableFuture<String>> way) {
		CompletableFuture<String> future = this.fixture.call(this.backend);
		this.backend.attempt(1).completeExceptionally(new IOException());

		way.accept(future);

		endsUnheard();
		this.fixture.time.advance(Duration.ofSeconds(60));
		assertThat(this.backend.calls()).isOne();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void givesThePermitOfAProbeBack(Consumer<CompletableFuture<String>> way) throws Exception {
		halfOpen();
		CompletableFuture<String> probe = this.fixture.call(this.backend);
		assertThat(this.fixture.call(this.backend)).isDone();

		way.accept(probe);

		AsyncFixture.until(() -> this.fixture.totals().ignored() == 1);
		assertThat(this.fixture.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(this.fixture.call(() -> CompletableFuture.completedFuture("next probe")).get())
			.isEqualTo("next probe");
		assertThat(this.fixture.circuit().state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void givesUpBeforeTheMethodHasReturned() throws Exception {
		CompletableFuture<String> late = new CompletableFuture<>();
		ManualBackend first = this.backend;
		CompletableFuture<Void> inSecond = new CompletableFuture<>();
		CompletableFuture<Void> goOn = new CompletableFuture<>();
		CompletableFuture<String> future = this.fixture.call(() -> {
			if (first.calls() == 0) {
				return first.get();
			}
			inSecond.complete(null);
			goOn.join();
			return late;
		});
		first.attempt(1).completeExceptionally(new IOException());
		this.fixture.time.advance(Duration.ofSeconds(1));
		inSecond.get();

		future.cancel(true);
		endsUnheard();
		goOn.complete(null);

		AsyncFixture.until(late::isCancelled);
	}

	/** Cancelled by the source's own way of ending: still no failure of the backend. */
	@Test
	void doesNotTakeForAnOutcomeWhatASourceMakesOfItsCancellation() {
		for (Consumer<CompletableFuture<String>> end : List.<Consumer<CompletableFuture<String>>>of(
				(source) -> source.completeExceptionally(new IOException("stream closed")),
				(source) -> source.complete("half of it"))) {
			CompletableFuture<String> future = this.fixture.call(() -> new CompletableFuture<String>() {

				@Override
				public boolean cancel(boolean mayInterruptIfRunning) {
					end.accept(this);
					return true;
				}

			});

			future.cancel(true);
		}

		assertThat(this.fixture.totals().ignored()).isEqualTo(2);
		assertThat(this.fixture.totals().failed() + this.fixture.totals().succeeded()).isZero();
		assertThat(this.answers).hasValue(0);
	}

	/** Neither vote nor fallback; the wait or attempt counts as ended. */
	private void endsUnheard() {
		AsyncFixture.until(() -> this.fixture.totals().ignored() == 1);
		assertThat(this.fixture.callsOfCircuit()).isOne();
		assertThat(this.fixture.circuit().snapshot().window().calls()).isZero();
		assertThat(this.fixture.policy().retry().calls(RetryOutcome.ABORTED)).isOne();
		assertThat(this.answers).hasValue(0);
		assertThat(this.fixture.fallbacks()).isZero();
	}

	private void halfOpen() {
		CompletableFuture<Object> failing = this.fixture.call(() -> CompletableFuture.failedFuture(new IOException()));
		this.fixture.turnUntil(failing::isDone);
		assertThat(this.fixture.circuit().state()).isEqualTo(CircuitState.OPEN);
		this.fixture.time.advance(Duration.ofSeconds(60));
		this.answers.set(0);
	}

}
