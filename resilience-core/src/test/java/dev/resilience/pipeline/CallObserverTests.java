package dev.resilience.pipeline;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.resilience.ProtectedCalls;
import dev.resilience.ThrowingSupplier;
import dev.resilience.async.AsyncFixture;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ReportedWarnings;
import dev.resilience.failure.FailureCategory;
import dev.resilience.policy.CallEnd;
import dev.resilience.policy.CallEnd.Outcome;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.ContextCarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Who watches calls is told how each of them ended, and is with it on every thread. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallObserverTests {

	private final Recorder recorder = new Recorder();

	private final List<String> told = Collections.synchronizedList(new ArrayList<>());

	@Test
	void aResultIsASuccess() {
		call(() -> "answer");
		assertThat(this.recorder.ends).containsExactly(new CallEnd(Outcome.SUCCESS, 1, null, null));
	}

	@Test
	void aFailureIsToldAsTheCallerGetsIt() {
		ConnectException down = new ConnectException();
		call(() -> {
			throw down;
		});
		assertThat(this.recorder.ends)
			.containsExactly(new CallEnd(Outcome.FAILURE, 2, down, FailureCategory.CONNECTION));
	}

	@Test
	void anErrorIsAFailureToo() {
		StackOverflowError error = new StackOverflowError();
		call(() -> {
			throw error;
		});
		assertThat(this.recorder.ends).singleElement().satisfies((end) -> {
			assertThat(end.outcome()).isEqualTo(Outcome.FAILURE);
			assertThat(end.failure()).isSameAs(error);
		});
	}

	@Test
	void anOpenCircuitIsARefusal() {
		use(UnaryOperator.identity(), (calls, fixture) -> {
			fixture.engine.get("backend").forceOpen();
			catchThrowable(() -> calls.call(() -> "answer"));
		});
		assertThat(this.recorder.ends).singleElement().satisfies((end) -> {
			assertThat(end.outcome()).isEqualTo(Outcome.REJECTED);
			assertThat(end.category()).isEqualTo(FailureCategory.REJECTED);
		});
	}

	@Test
	void aCancellationIsNoFailure() {
		use(UnaryOperator.identity(), (calls, fixture) -> calls.callAsync(CompletableFuture::new).cancel(true));
		assertThat(this.recorder.ends).singleElement()
			.extracting(CallEnd::outcome, CallEnd::category)
			.containsExactly(Outcome.CANCELLED, FailureCategory.CANCELLED);
	}

	@Test
	void theCallerIsToldAfterTheObserver() {
		CompletableFuture<String> source = new CompletableFuture<>();
		use(UnaryOperator.identity(), (calls, fixture) -> {
			calls.callAsync(() -> source)
				.thenAccept((answer) -> this.told.add("caller after " + this.recorder.ends.size()));
			source.complete("answer");
		});
		assertThat(this.told).containsExactly("caller after 1");
	}

	@Test
	void everyAttemptOnWhateverThreadIsWatchedAndTheCallerIsNot() {
		use(UnaryOperator.identity(), (calls, fixture) -> {
			CompletableFuture<String> called = calls.<String>callAsync(() -> {
				this.told.add(this.recorder.watched());
				return (this.told.size() == 1) ? CompletableFuture.failedFuture(new IOException())
						: CompletableFuture.completedFuture("answer");
			}).thenApply((answer) -> this.recorder.watched());
			assertThat(this.recorder.watched()).isEqualTo("nobody");
			fixture.time.advance(Duration.ofSeconds(1));
			assertThat(called.join()).isEqualTo("nobody");
		});
		assertThat(this.told).containsExactly("call 1", "call 1");
	}

	@Test
	void callsWithinCallsAreWatchedEachOnItsOwn() {
		use(UnaryOperator.identity(), (calls, fixture) -> calls.run(() -> {
			calls.run(() -> this.told.add(this.recorder.watched()));
			this.told.add(this.recorder.watched());
		}));
		assertThat(this.told).containsExactly("call 2", "call 1");
		assertThat(this.recorder.ends).hasSize(2);
	}

	@Test
	void oneThatThrowsHarmsNoCallAndIsReportedOnce() {
		ReportedWarnings warnings = new ReportedWarnings();
		try {
			for (CallObserver broken : List.of(new Broken(true), new Broken(false))) {
				use((engine) -> engine.observer(broken), (calls, fixture) -> {
					assertThat(calls.call(() -> "answer")).isEqualTo("answer");
					assertThat(calls.callAsync(() -> CompletableFuture.completedFuture("later")).join())
						.isEqualTo("later");
				});
			}
			assertThat(warnings.messages()).hasSize(2).allMatch((message) -> message.contains("unwatched"));
		}
		finally {
			warnings.close();
		}
	}

	@Test
	void aPolicyThatDoesNothingIsNotWatched() {
		use((engine) -> engine.enabled(false), (calls, fixture) -> calls.call(() -> "answer"));
		assertThat(this.recorder.ends).isEmpty();
	}

	private void call(ThrowingSupplier<String, Throwable> work) {
		use(UnaryOperator.identity(), (calls, fixture) -> catchThrowable(() -> calls.call(work)));
	}

	private void use(UnaryOperator<ResilienceEngineBuilder> settings, Use use) {
		try (AsyncFixture fixture = new AsyncFixture(
				(policy) -> policy.retry(AsyncFixture.attempts(2)).circuit(CircuitSpec.builder().build()),
				(engine) -> settings.apply(engine.observer(this.recorder).contextCarrier(this.recorder)))) {
			use.with(fixture.engine.policy("backend"), fixture);
		}
	}

	@FunctionalInterface
	private interface Use {

		void with(ProtectedCalls calls, AsyncFixture fixture);

	}

	/** Counts calls, and knows which of them the thread is in. */
	private static final class Recorder implements CallObserver, ContextCarrier {

		private final ThreadLocal<String> around = ThreadLocal.withInitial(() -> "nobody");

		private final List<CallEnd> ends = new CopyOnWriteArrayList<>();

		private int begun;

		@Override
		public synchronized Watch begin(CallSite site) {
			String name = "call " + ++this.begun;
			return new Watch() {

				@Override
				public Scope restore() {
					return put(name);
				}

				@Override
				public void ended(CallEnd end) {
					Recorder.this.ends.add(end);
				}

			};
		}

		@Override
		public Carried capture() {
			String watched = watched();
			return () -> put(watched);
		}

		private Scope put(String watched) {
			String before = watched();
			this.around.set(watched);
			return () -> this.around.set(before);
		}

		String watched() {
			return this.around.get();
		}

	}

	/** Throws at once, or whenever the call goes on. */
	private record Broken(boolean atOnce) implements CallObserver {

		@Override
		public Watch begin(CallSite site) {
			if (this.atOnce) {
				throw new IllegalStateException("broken");
			}
			return new Watch() {

				@Override
				public ContextCarrier.Scope restore() {
					throw new IllegalStateException("broken");
				}

				@Override
				public void ended(CallEnd end) {
					throw new IllegalStateException("broken");
				}

			};
		}

	}

}
