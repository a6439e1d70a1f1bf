package dev.resilience.circuit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.event.EventHub;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.Failures;
import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.Call;
import dev.resilience.policy.Gate.Permit;
import dev.resilience.policy.IdleCall;
import dev.resilience.time.SetTime;

/** A circuit, a clock to turn, and how often the circuit has told of each change. */
final class CircuitUnderStress {

	/** How long it stays open, and how long a lease lasts. */
	static final long NANOS = 1_000;

	private static final OnceReporter REPORTER = new OnceReporter();

	private static final Failures FAILURES = new Failures(List.of(), List::of, List.of(), FailureTemper.TRANSIENT,
			REPORTER);

	final SetTime time = new SetTime();

	final CircuitStateMachine circuit;

	private final AtomicIntegerArray told = new AtomicIntegerArray(CircuitState.values().length);

	private CircuitUnderStress(CircuitSpec spec) {
		List<ResilienceListener> listeners = List.of(this::tell);
		this.circuit = new CircuitStateMachine("backend", spec, this.time, FAILURES,
				new EventHub(() -> listeners, false, REPORTER));
	}

	/** Closed; opens after so many failures in a row. */
	static CircuitUnderStress closed(int failureThreshold) {
		return new CircuitUnderStress(spec(failureThreshold, 1, 1));
	}

	/** Half-open, since nobody has looked yet. */
	static CircuitUnderStress halfOpen(int permittedCalls, int successThreshold) {
		CircuitUnderStress made = new CircuitUnderStress(spec(1, permittedCalls, successThreshold));
		made.fail(made.admit());
		made.time.advance(NANOS);
		return made;
	}

	private static CircuitSpec spec(int failureThreshold, int permittedCalls, int successThreshold) {
		return CircuitSpec.builder()
			.failureThreshold(failureThreshold)
			.failureRateThreshold(0)
			.windowSize(4)
			.openDuration(Duration.ofNanos(NANOS))
			.permittedCalls(permittedCalls)
			.successThreshold(successThreshold)
			.maxDuration(Duration.ofNanos(NANOS))
			.build();
	}

	/** Returns null if the call is refused. */
	Permit admit() {
		try {
			return this.circuit.admit(call());
		}
		catch (CircuitOpenException ex) {
			return null;
		}
	}

	void succeed(Permit permit) {
		permit.succeeded(call());
	}

	void fail(Permit permit) {
		permit.failed(call(), new Failure());
	}

	CircuitState state() {
		return this.circuit.state();
	}

	int told(CircuitState state) {
		return this.told.get(state.ordinal());
	}

	private Call call() {
		return new IdleCall(this.time);
	}

	private void tell(ResilienceEvent event) {
		if (event instanceof CircuitStateChanged change) {
			this.told.incrementAndGet(change.to().ordinal());
		}
	}

	/**
	 * One for each call: to read the cause of an exception takes its lock, which two
	 * calls with the same one would share.
	 */
	private static final class Failure extends Exception {

		Failure() {
			super(null, null, false, false);
		}

	}

}
