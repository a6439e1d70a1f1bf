package dev.resilience.retry;

import java.util.concurrent.atomic.AtomicLong;

import dev.resilience.Interleavings;
import dev.resilience.retry.RetrySpec.Budget;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Never more retries than the budget allows, however many ask at once. */
public class RetryBudgetInterleavingTests {

	private final AtomicLong calls = new AtomicLong();

	/** One retry for two calls. */
	private final RetryBudget budget = new RetryBudget(new Budget(0.5, 0), 0, this.calls::get);

	@Operation
	public void called() {
		this.calls.incrementAndGet();
	}

	@Operation
	public boolean take() {
		return this.budget.take(0);
	}

	@Test
	void givesAsIfOneAfterTheOtherAsked() {
		Interleavings.options().actorsBefore(3).check(RetryBudgetInterleavingTests.class);
	}

}
