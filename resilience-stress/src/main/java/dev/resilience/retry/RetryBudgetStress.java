package dev.resilience.retry;

import dev.resilience.retry.RetrySpec.Budget;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two calls ask for the one retry of the budget at once: one is given it. */
@JCStressTest
@Outcome(id = { "true, false", "false, true" }, expect = Expect.ACCEPTABLE, desc = "one was given it")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class RetryBudgetStress {

	private final RetryBudget budget = new RetryBudget(new Budget(0.5, 0), 0, () -> 2);

	@Actor
	public void one(ZZ_Result result) {
		result.r1 = this.budget.take(0);
	}

	@Actor
	public void other(ZZ_Result result) {
		result.r2 = this.budget.take(0);
	}

}
