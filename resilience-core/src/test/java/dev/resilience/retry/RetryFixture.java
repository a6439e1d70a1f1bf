package dev.resilience.retry;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.resilience.ThrowingSupplier;
import dev.resilience.event.RecordedEvents;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.time.ManualTime;

/** One policy with a retry, on a clock that a test turns. */
final class RetryFixture {

	final ManualTime time = new ManualTime();

	final RecordedEvents events = new RecordedEvents();

	final ResilienceEngine engine;

	RetryFixture(RetrySpecBuilder retry) {
		this(retry, UnaryOperator.identity());
	}

	RetryFixture(RetrySpecBuilder retry, UnaryOperator<PolicySpec.Builder> otherSections) {
		this.engine = ResilienceEngine.builder()
			.time(this.time)
			.listeners(() -> List.of(this.events))
			.policy(otherSections.apply(PolicySpec.builder("backend").retry(retry.build())).build())
			.build();
	}

	/** Three attempts, and waits that are the same every time. */
	static RetrySpecBuilder exact() {
		return RetrySpec.builder().jitter(0);
	}

	<T, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
		return this.engine.policy("backend").call(work);
	}

	Retry retry() {
		return this.engine.find("backend").retry();
	}

	List<Duration> waits() {
		return this.time.waits();
	}

}
