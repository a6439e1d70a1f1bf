package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.event.ResilienceEvent.CallRejected;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Many threads call while the state flips under them. */
@Timeout(120)
class CircuitStormTests {

	private static final int THREADS = 8;

	private static final int CALLS = 20_000;

	private static final List<Throwable> WITHOUT_VOTE = List.of(new IllegalArgumentException(),
			new CancellationException(), new AssertionError());

	@ParameterizedTest
	@EnumSource(WindowType.class)
	void everyCallIsCountedOnceByItsOutcome(WindowType window) throws Exception {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.windowType(window)
			.windowSize(10)
			.minimumCalls(5)
			.windowDuration(Duration.ofSeconds(1))
			.openDuration(Duration.ofMillis(10)));
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			List<Future<long[]>> callers = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				callers.add(threads.submit(caller(backend, i)));
			}
			Future<?> operator = threads.submit(() -> flip(backend, over));
			Future<Boolean> reader = threads.submit(() -> totalsNeverGoBack(backend, over));
			long[] seen = new long[4];
			for (Future<long[]> caller : callers) {
				long[] counts = caller.get();
				for (int i = 0; i < seen.length; i++) {
					seen[i] += counts[i];
				}
			}
			over.set(true);
			operator.get();
			assertThat(reader.get()).as("totals never go back").isTrue();
			Totals totals = backend.snapshot().totals();
			assertThat(List.of(totals.succeeded(), totals.failed(), totals.ignored(), totals.rejected()))
				.containsExactly(seen[0], seen[1], seen[2], seen[3]);
			assertThat(seen[0] + seen[1] + seen[2] + seen[3]).isEqualTo(THREADS * CALLS);
			assertThat(backend.events).filteredOn(CallRejected.class::isInstance).hasSize(Math.toIntExact(seen[3]));
			assertChangesAreCounted(backend, totals);
		}
		finally {
			over.set(true);
			threads.shutdownNow();
		}
	}

	private static void assertChangesAreCounted(CircuitFixture backend, Totals totals) {
		for (CircuitState state : CircuitState.values()) {
			assertThat(backend.changes()).filteredOn((change) -> change.to() == state)
				.as("changes to %s", state)
				.hasSize(Math.toIntExact(totals.transitions().get(state)));
		}
		assertThat(totals.opened()).isEqualTo(totals.transitions().get(CircuitState.OPEN));
	}

	/** How many calls succeeded, failed, failed without a vote, were refused. */
	private static Callable<long[]> caller(CircuitFixture backend, int seed) {
		return () -> {
			Random random = new Random(seed);
			BackendFailure failure = new BackendFailure();
			long[] seen = new long[4];
			for (int i = 0; i < CALLS; i++) {
				int kind = random.nextInt(10);
				Throwable thrown = (kind < 6) ? null
						: (kind < 9) ? failure : WITHOUT_VOTE.get(random.nextInt(WITHOUT_VOTE.size()));
				seen[outcome(backend, thrown)]++;
			}
			return seen;
		};
	}

	private static int outcome(CircuitFixture backend, Throwable failure) {
		try {
			backend.calls.<Throwable>run(() -> {
				if (failure != null) {
					throw failure;
				}
			});
			return 0;
		}
		catch (CircuitOpenException ex) {
			return 3;
		}
		catch (Throwable thrown) {
			assertThat(thrown).isSameAs(failure);
			return (failure instanceof BackendFailure) ? 1 : 2;
		}
	}

	private static void flip(CircuitFixture backend, AtomicBoolean over) {
		Random random = new Random(42);
		while (!over.get()) {
			switch (random.nextInt(20)) {
				case 0 -> backend.circuit.forceOpen();
				case 1 -> backend.circuit.disable();
				case 2, 3 -> backend.circuit.close();
				case 4, 5 -> backend.circuit.reset();
				default -> backend.advance(Duration.ofMillis(random.nextInt(8)));
			}
			Thread.yield();
		}
		backend.circuit.close();
	}

	private static boolean totalsNeverGoBack(CircuitFixture backend, AtomicBoolean over) {
		Totals before = backend.snapshot().totals();
		while (!over.get()) {
			Totals now = backend.snapshot().totals();
			if (now.succeeded() < before.succeeded() || now.failed() < before.failed()
					|| now.ignored() < before.ignored() || now.rejected() < before.rejected()
					|| now.opened() < before.opened()) {
				return false;
			}
			before = now;
			Thread.yield();
		}
		return true;
	}

}
