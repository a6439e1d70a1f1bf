package dev.resilience.policy;

import java.util.Map;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/**
 * One call is counted for both kinds together, and one for a kind alone by somebody who
 * reads: what is read never goes back, and nothing is lost.
 */
@JCStressTest
@Outcome(id = "true, 2, 1", expect = Expect.ACCEPTABLE, desc = "all is counted")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class UneventfulCallsStress {

	private static final int CIRCUIT = UneventfulCalls.bit(PolicyKind.CIRCUIT);

	private static final int LIMIT = UneventfulCalls.bit(PolicyKind.TIME_LIMIT);

	private final Counters<Outcome> circuit = new Counters<>(Outcome.class, Outcome.WELL);

	private final Counters<Outcome> limit = new Counters<>(Outcome.class, Outcome.WELL);

	private final UneventfulCalls calls = new UneventfulCalls(
			Map.of(PolicyKind.CIRCUIT, this.circuit, PolicyKind.TIME_LIMIT, this.limit));

	private enum Outcome {

		WELL

	}

	@Actor
	public void together() {
		this.calls.count(CIRCUIT | LIMIT);
	}

	@Actor
	public void apart(ZJJ_Result result) {
		long first = this.circuit.of(Outcome.WELL);
		this.calls.count(CIRCUIT);
		long second = this.circuit.of(Outcome.WELL);
		long third = this.circuit.of(Outcome.WELL);
		result.r1 = first < second && second <= third && third <= 2;
	}

	@Arbiter
	public void inTheEnd(ZJJ_Result result) {
		result.r2 = this.circuit.of(Outcome.WELL);
		result.r3 = this.limit.of(Outcome.WELL);
	}

}
