package dev.resilience.benchmarks;

import java.time.Duration;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.resilience.ProtectedCalls;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.failure.OnceReporter;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.policy.GateLink;
import dev.resilience.policy.Link;
import dev.resilience.policy.MethodLink;
import dev.resilience.policy.StackedRetries;
import dev.resilience.time.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.util.Assert;

/**
 * The circuits of {@link CircuitAlone}, each with 100 calls in its window and opened by
 * half of them failing, but for the one over time; and the calls.
 */
public final class CircuitStates {

	private static final int WINDOW = 100;

	private static final String NAME = "answers";

	private CircuitStates() {
	}

	/** The last 100 calls. */
	public static class OurCountWindow extends OurCircuit {

		public OurCountWindow() {
			super(CircuitSpec.builder().windowSize(WINDOW).build());
		}

	}

	/** The calls of the last 10 s. */
	public static class OurTimeWindow extends OurCircuit {

		public OurTimeWindow() {
			super(CircuitSpec.builder().windowType(WindowType.TIME).windowDuration(Duration.ofSeconds(10)).build());
		}

	}

	/** A circuit of this library. */
	@State(Scope.Benchmark)
	public abstract static class OurCircuit {

		private final ResilienceEngine engine;

		private final CircuitStateMachine circuit;

		private final ProtectedCalls calls;

		private final Link gate;

		OurCircuit(CircuitSpec spec) {
			this.engine = ResilienceEngine.builder().policy(PolicySpec.builder(NAME).circuit(spec).build()).build();
			this.calls = this.engine.policy(NAME);
			this.circuit = (CircuitStateMachine) this.engine.get(NAME);
			this.gate = new GateLink(this.circuit, MethodLink.untimed());
		}

		final @Nullable Object call(OneCall call) throws Throwable {
			return this.gate.call(call.call);
		}

		final ProtectedCalls calls() {
			return this.calls;
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			Assert.state(this.circuit.snapshot().totals().succeeded() > WINDOW, "The circuit has not counted");
			this.engine.close();
		}

	}

	/** What resilience4j has. */
	@State(Scope.Benchmark)
	public static class Resilience4j {

		private final CircuitBreaker circuitBreaker = CircuitBreaker.of(NAME,
				CircuitBreakerConfig.custom().slidingWindowSize(WINDOW).build());

		final CircuitBreaker circuitBreaker() {
			return this.circuitBreaker;
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			Assert.state(this.circuitBreaker.getMetrics().getNumberOfSuccessfulCalls() == WINDOW,
					"The circuit breaker has not counted");
		}

	}

	/** What Failsafe has. */
	@State(Scope.Benchmark)
	public static class FailsafePeer {

		private final dev.failsafe.CircuitBreaker<String> circuitBreaker = dev.failsafe.CircuitBreaker.<String>builder()
			.withFailureThreshold(WINDOW / 2, WINDOW)
			.build();

		private final FailsafeExecutor<String> executor = Failsafe.with(this.circuitBreaker);

		final FailsafeExecutor<String> executor() {
			return this.executor;
		}

		/** After the last measurement. */
		@TearDown
		public final void end() {
			Assert.state(this.circuitBreaker.getSuccessCount() == WINDOW, "The circuit breaker has not counted");
		}

	}

	/**
	 * The call of one thread. An object that is used again and again, so that what is
	 * measured with it is the circuit and not the making of a call.
	 */
	@State(Scope.Thread)
	public static class OneCall {

		private final Call call = new WorkCall(this);

		/** Not final, or it would be a constant for the compiler. */
		private String question = "question";

		final String answer() {
			return Work.answer(this.question);
		}

	}

	private static final class WorkCall extends Call {

		private final OneCall work;

		WorkCall(OneCall work) {
			super(new CallSite("Backend#call", NAME, TimeSource.system(),
					ContextCarrier.CLASS_LOADER, new StackedRetries(new OnceReporter())));
			this.work = work;
		}

		@Override
		protected Object invoke() {
			return this.work.answer();
		}

		@Override
		public @Nullable Object[] arguments() {
			return new Object[0];
		}

	}

}
