package dev.resilience.benchmarks;

import java.time.Duration;

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
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.util.Assert;

/**
 * The circuits of this library that {@link CircuitAlone} measures, each with 100 calls in
 * its window where its name says nothing else, and opened by half of them failing; and
 * the calls.
 */
public final class CircuitStates {

	/** Calls in the window, ours and our peers'. */
	static final int WINDOW = 100;

	private static final int LARGE_WINDOW = 10_000;

	/** The name of every circuit. */
	static final String NAME = "answers";

	private CircuitStates() {
	}

	/** The last 100 calls. */
	public static class OurCountWindow extends OurCircuit {

		public OurCountWindow() {
			super(CircuitSpec.builder().windowSize(WINDOW).build());
		}

	}

	/** The last 10,000 calls. */
	public static class OurLargeCountWindow extends OurCircuit {

		public OurLargeCountWindow() {
			super(CircuitSpec.builder().windowSize(LARGE_WINDOW).build());
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
			super(new CallSite("Backend#call", NAME, TimeSource.system(), ContextCarrier.CLASS_LOADER,
					new StackedRetries(new OnceReporter())));
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
