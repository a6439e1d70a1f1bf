package dev.resilience.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.retry.RetrySpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Interfaces whose methods return type variables. */
class GenericWrappedObjectTests {

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.policy(PolicySpec.builder("backend")
			.retry(RetrySpec.builder().maxAttempts(3).delay(Duration.ZERO).build())
			.build())
		.build();

	private final AtomicInteger calls = new AtomicInteger();

	@Test
	void aFutureBehindATypeVariableIsFollowed() throws Exception {
		Later later = this.engine.policy("backend")
			.wrap(Later.class, () -> () -> (this.calls.incrementAndGet() < 3)
					? CompletableFuture.failedFuture(new IOException()) : CompletableFuture.completedFuture("done"));

		assertThat(later.find().get()).isEqualTo("done");
		assertThat(this.calls).hasValue(3);
	}

	@Test
	void aFutureBehindTwoTypeVariablesIsRefusedIfNobodyCouldGiveIt() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.engine.policy("backend").wrap(Task.class, () -> () -> null))
			.withMessageContaining(FutureTask.class.getName());
	}

	interface Finder<T> {

		T find();

	}

	interface Middle<S> extends Finder<S> {

	}

	interface Later extends Middle<CompletableFuture<String>> {

	}

	interface Task extends Middle<FutureTask<String>> {

	}

}
