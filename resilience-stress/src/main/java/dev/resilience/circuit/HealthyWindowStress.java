package dev.resilience.circuit;

import java.time.Duration;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A window full of successes falls ill and becomes healthy again, while another thread
 * succeeds: those successes write nothing or push the failure out, as it comes.
 */
@JCStressTest
@Outcome(id = { "0, 0, 1, 0", "0, 1, 1, 0", "1, 0, 0, 0" }, expect = Expect.ACCEPTABLE,
		desc = "each sees the window that it leaves behind")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class HealthyWindowStress {

	/** Tells of any window that holds a failure. */
	private static final Thresholds ANY = new Thresholds(CircuitSpec.builder()
		.failureRateThreshold(1)
		.slowCallDuration(Duration.ofSeconds(1))
		.slowCallRateThreshold(1)
		.minimumCalls(1)
		.build());

	private final CountWindow window = new CountWindow(2);

	public HealthyWindowStress() {
		succeed();
		succeed();
	}

	@Actor
	public void fails() {
		this.window.record(true, false, ANY);
	}

	@Actor
	public void succeeds(IIII_Result result) {
		result.r1 = succeed();
		result.r2 = succeed();
	}

	@Arbiter
	public void looksAndFillsWithSuccesses(IIII_Result result) {
		result.r3 = (int) this.window.counts().failures();
		succeed();
		succeed();
		result.r4 = (int) this.window.counts().failures();
	}

	/** How many failures this success has left in the window. */
	private int succeed() {
		return (this.window.record(false, false, ANY) != null) ? 1 : 0;
	}

}
