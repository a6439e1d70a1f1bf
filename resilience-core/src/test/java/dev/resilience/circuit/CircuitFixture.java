package dev.resilience.circuit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ProtectedCalls;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.time.ManualTime;
import dev.resilience.time.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A backend behind a circuit, and a clock to turn. */
final class CircuitFixture {

	static final String NAME = "backend";

	final ManualTime time;

	final Circuit circuit;

	final ProtectedCalls calls;

	final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

	private CircuitFixture(ManualTime time, TimeSource seen, PolicySpec policy,
			UnaryOperator<ResilienceEngineBuilder> settings) {
		this.time = time;
		ResilienceEngineBuilder builder = ResilienceEngine.builder()
			.time(seen)
			.policy(policy)
			.listeners(() -> List.of(this.events::add));
		ResilienceEngine engine = settings.apply(builder).build();
		this.circuit = engine.get(NAME);
		this.calls = engine.policy(NAME);
	}

	static CircuitFixture with(UnaryOperator<CircuitSpecBuilder> circuit) {
		return with(new ManualTime(), circuit);
	}

	static CircuitFixture with(ManualTime time, UnaryOperator<CircuitSpecBuilder> circuit) {
		return with(time, time, circuit);
	}

	static CircuitFixture with(ManualTime time, TimeSource seen, UnaryOperator<CircuitSpecBuilder> circuit) {
		PolicySpec policy = PolicySpec.builder(NAME).circuit(circuit.apply(CircuitSpec.builder()).build()).build();
		return new CircuitFixture(time, seen, policy, UnaryOperator.identity());
	}

	static CircuitFixture with(PolicySpec.Builder policy, UnaryOperator<ResilienceEngineBuilder> settings) {
		ManualTime time = new ManualTime();
		return new CircuitFixture(time, time, policy.build(), settings);
	}

	/** Opens at the first failure. */
	static CircuitFixture sensitive(UnaryOperator<CircuitSpecBuilder> circuit) {
		return with((spec) -> circuit.apply(spec.failureThreshold(1).failureThresholdSpan(Duration.ZERO)));
	}

	void succeed() {
		this.calls.run(() -> {
		});
	}

	void succeed(int times) {
		for (int i = 0; i < times; i++) {
			succeed();
		}
	}

	void succeedAfter(Duration duration) {
		during(() -> this.time.advance(duration));
	}

	void fail() {
		fail(new BackendFailure());
	}

	void fail(int times) {
		for (int i = 0; i < times; i++) {
			fail();
		}
	}

	void failAfter(Duration duration) {
		duringAndFail(() -> this.time.advance(duration), new BackendFailure());
	}

	void fail(Throwable failure) {
		duringAndFail(() -> {
		}, failure);
	}

	/** Does something in the middle of a call, which then succeeds. */
	void during(Runnable meanwhile) {
		this.calls.run(meanwhile::run);
	}

	/** Does something in the middle of a call, which then fails. */
	void duringAndFail(Runnable meanwhile, Throwable failure) {
		try {
			this.calls.<Throwable>run(() -> {
				meanwhile.run();
				throw failure;
			});
		}
		catch (Throwable thrown) {
			if (thrown != failure) {
				throw new AssertionError("the caller got another failure than the method threw", thrown);
			}
			return;
		}
		throw new AssertionError("the caller got no failure");
	}

	CircuitOpenException refusal() {
		CircuitOpenException refusal = catchThrowableOfType(CircuitOpenException.class, () -> this.calls.run(() -> {
			throw new AssertionError("the call was not refused");
		}));
		assertThat(refusal).isNotNull();
		return refusal;
	}

	CircuitState state() {
		return this.circuit.state();
	}

	CircuitSnapshot snapshot() {
		return this.circuit.snapshot();
	}

	void advance(Duration duration) {
		this.time.advance(duration);
	}

	List<CircuitStateChanged> changes() {
		return this.events.stream()
			.filter(CircuitStateChanged.class::isInstance)
			.map(CircuitStateChanged.class::cast)
			.toList();
	}

}
