package dev.resilience.retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.resilience.ProtectedCalls;
import dev.resilience.event.ReportedWarnings;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Retries under retries multiply, which nobody means. */
class StackedRetriesTests {

	private static final RetrySpec THREE = RetrySpec.builder().delay(Duration.ZERO).build();

	private static final RetrySpec ONE = RetrySpec.builder().maxAttempts(1).build();

	private final ReportedWarnings warnings = new ReportedWarnings();

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.policy(PolicySpec.builder("outer").retry(THREE).build())
		.policy(PolicySpec.builder("inner").retry(RetrySpec.builder().maxAttempts(4).build()).build())
		.policy(PolicySpec.builder("once").retry(ONE).build())
		.policy(PolicySpec.builder("off").retry(THREE).off(PolicyKind.RETRY).build())
		.policy(PolicySpec.builder("middle").timeLimit(TimeLimitSpec.DEFAULTS).build())
		.policy(PolicySpec.builder("worker")
			.retry(THREE)
			.timeLimit(TimeLimitSpec.builder().runOn(RunOn.WORKER).build())
			.build())
		.build();

	@AfterEach
	void close() {
		this.engine.close();
		this.warnings.close();
	}

	@Test
	void aRetriedCallInARetriedCallIsWarnedOf() {
		nested("outer", "inner");
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.startsWith(
					"Work under policy 'outer' calls Work under policy 'inner' and both are retried (policy 'outer', "
							+ "3 attempts, and policy 'inner', 4 attempts): one call may become 12.");
	}

	@Test
	void thePairIsWarnedOfOnceAndAnotherPairAgain() {
		nested("outer", "inner");
		nested("outer", "inner");
		nested("worker", "inner");
		nested("outer", "worker");
		assertThat(this.warnings.messages()).hasSize(3);
	}

	@Test
	void callsBetweenTheTwoDoNotHideIt() {
		call("outer", () -> call("middle", () -> call("once", () -> call("inner", () -> "done"))));
		assertThat(this.warnings.messages()).hasSize(1);
	}

	@Test
	void aCallThatIsTriedOnlyOnceMultipliesNothing() {
		nested("outer", "once");
		nested("once", "inner");
		nested("off", "inner");
		nested("outer", "off");
		assertThat(this.warnings.messages()).isEmpty();
	}

	@Test
	void callsOneAfterTheOtherMultiplyNothing() {
		call("outer", () -> "done");
		call("inner", () -> "done");
		assertThat(this.warnings.messages()).isEmpty();
	}

	@Test
	void anAttemptOnAWorkerIsInsideOfTheRetryToo() {
		nested("worker", "inner");
		assertThat(this.warnings.messages()).hasSize(1);
	}

	@Test
	void aFutureIsInsideOfTheRetryToo() throws Exception {
		ProtectedCalls outer = this.engine.policy("outer");
		outer.callAsync(() -> this.engine.policy("inner").callAsync(() -> CompletableFuture.completedFuture("done")))
			.get();
		assertThat(this.warnings.messages()).hasSize(1);
	}

	@Test
	void whatFollowsTheAttemptsIsNotRepeated() throws Exception {
		this.engine.policy("outer").callAsync(() -> CompletableFuture.completedFuture("done")).thenApply((done) -> {
			return call("inner", () -> done);
		}).get();
		assertThat(this.warnings.messages()).isEmpty();
	}

	private void nested(String outer, String inner) {
		assertThat(call(outer, () -> call(inner, () -> "done"))).isEqualTo("done");
	}

	private String call(String policy, Work work) {
		return this.engine.policy(policy).call(work::run);
	}

	private interface Work {

		String run();

	}

}
