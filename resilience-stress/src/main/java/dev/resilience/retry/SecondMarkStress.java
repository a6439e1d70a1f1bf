package dev.resilience.retry;

import java.util.concurrent.atomic.AtomicLong;

import dev.resilience.retry.RetrySpec.Budget;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two calls begin a second at once; one puts down how many there were before. Each stands
 * for ten here, and half as many may be retried. Ten seconds later those of before are
 * forgotten, and those of the second count.
 */
@JCStressTest
@Outcome(id = "10", expect = Expect.ACCEPTABLE, desc = "both count")
@Outcome(id = "5", expect = Expect.ACCEPTABLE, desc = "the mark came after one of them")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class SecondMarkStress {

	private static final long SECOND = 1_000_000_000;

	private final AtomicLong calls = new AtomicLong();

	private final RetryBudget budget = new RetryBudget(new Budget(0.5, 0), 0, this.calls::get);

	public SecondMarkStress() {
		this.calls.set(100);
	}

	@Actor
	public void one() {
		call();
	}

	@Actor
	public void other() {
		call();
	}

	private void call() {
		this.budget.called(SECOND);
		this.calls.addAndGet(10);
	}

	@Arbiter
	public void tenSecondsLater(I_Result result) {
		while (this.budget.take(10 * SECOND + SECOND / 2)) {
			result.r1++;
		}
	}

}
