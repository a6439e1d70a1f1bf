package dev.resilience;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallContextTests {

	private final ManualTime time = new ManualTime();

	@AfterEach
	void isNullOutsideOfAnyCall() {
		assertThat(CallContext.current()).isNull();
	}

	@Test
	void namesPolicyAndAttempt() {
		ResilienceEngine engine = engine(PolicySpec.builder("backend").circuit(CircuitSpec.DEFAULTS));

		CallContext context = engine.policy("backend").call(CallContext::current);

		assertThat(context).isEqualTo(new CallContext("backend", 1, null));
	}

	@Test
	void countsTheAttempts() {
		ResilienceEngine engine = engine(
				PolicySpec.builder("backend").retry(RetrySpec.builder().maxAttempts(4).build()));
		List<Integer> attempts = new ArrayList<>();

		assertThatThrownBy(() -> engine.policy("backend").call(() -> {
			attempts.add(CallContext.current().attempt());
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(attempts).containsExactly(1, 2, 3, 4);
	}

	@Test
	void tellsTheRemainingTimeOfTheAttempt() {
		ResilienceEngine engine = engine(PolicySpec.builder("backend").timeLimit(limit(5, null)));
		List<Duration> remaining = new ArrayList<>();

		engine.policy("backend").run(() -> {
			remaining.add(CallContext.current().remainingTime());
			this.time.advance(Duration.ofSeconds(2));
			remaining.add(CallContext.current().remainingTime());
		});

		assertThat(remaining).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(3));
	}

	@Test
	void tellsTheShorterOfTimeoutAndTotal() {
		ResilienceEngine engine = engine(PolicySpec.builder("backend")
			.retry(RetrySpec.builder().maxAttempts(2).delay(Duration.ZERO).build())
			.timeLimit(limit(5, 8)));
		List<Duration> remaining = new ArrayList<>();

		assertThatThrownBy(() -> engine.policy("backend").run(() -> {
			remaining.add(CallContext.current().remainingTime());
			this.time.advance(Duration.ofSeconds(4));
			remaining.add(CallContext.current().remainingTime());
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(remaining).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(4),
				Duration.ZERO);
	}

	@Test
	void neverTellsOfNegativeTime() {
		ResilienceEngine engine = engine(PolicySpec.builder("backend").timeLimit(limit(5, null)));
		List<Duration> remaining = new ArrayList<>();

		assertThatThrownBy(() -> engine.policy("backend").run(() -> {
			this.time.advance(Duration.ofSeconds(9));
			remaining.add(CallContext.current().remainingTime());
		})).isInstanceOf(TimeLimitExceededException.class);

		assertThat(remaining).containsExactly(Duration.ZERO);
	}

	@Test
	void tellsTheRemainingTimeOfALimitAroundAllAttempts() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(this.time)
			.order(List.of(PolicyKind.FALLBACK, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT, PolicyKind.RETRY))
			.policy(PolicySpec.builder("backend")
				.retry(RetrySpec.builder().maxAttempts(2).delay(Duration.ofSeconds(1)).jitter(0).build())
				.timeLimit(limit(5, null))
				.build())
			.build();
		List<Duration> remaining = new ArrayList<>();

		assertThatThrownBy(() -> engine.policy("backend").run(() -> {
			remaining.add(CallContext.current().remainingTime());
			throw new IOException();
		})).isInstanceOf(IOException.class);

		assertThat(remaining).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(4));
	}

	@Test
	void restoresTheContextOfTheOuterCall() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(this.time)
			.policy(PolicySpec.builder("outer").circuit(CircuitSpec.DEFAULTS).build())
			.policy(PolicySpec.builder("inner").circuit(CircuitSpec.DEFAULTS).build())
			.build();
		List<String> policies = new ArrayList<>();

		engine.policy("outer").run(() -> {
			policies.add(CallContext.current().policy());
			assertThatThrownBy(() -> engine.policy("inner").run(() -> {
				policies.add(CallContext.current().policy());
				throw new IOException();
			})).isInstanceOf(IOException.class);
			policies.add(CallContext.current().policy());
		});

		assertThat(policies).containsExactly("outer", "inner", "outer");
	}

	@Test
	void isStillThereInTheFallback() {
		List<CallContext> contexts = new ArrayList<>();
		ResilienceEngine engine = engine(PolicySpec.builder("backend")
			.retry(RetrySpec.builder().maxAttempts(2).build())
			.fallback(FallbackSpec.of((type) -> {
				contexts.add(CallContext.current());
				return null;
			})));

		assertThat(this.<String>failing(engine)).isNull();

		assertThat(contexts).extracting(CallContext::policy).containsExactly("backend");
		assertThat(contexts).extracting(CallContext::attempt).containsExactly(2);
	}

	@Test
	void belongsToTheThreadOfTheCall() {
		ResilienceEngine engine = engine(PolicySpec.builder("backend").circuit(CircuitSpec.DEFAULTS));

		CompletableFuture<Boolean> elsewhere = engine.policy("backend")
			.call(() -> CompletableFuture.supplyAsync(() -> CallContext.current() == null));

		assertThat(elsewhere.join()).isTrue();
	}

	@Test
	void isGoneAfterAnErrorToo() {
		ResilienceEngine engine = engine(PolicySpec.builder("backend").circuit(CircuitSpec.DEFAULTS));

		assertThatThrownBy(() -> engine.policy("backend").run(() -> {
			throw new StackOverflowError();
		})).isInstanceOf(StackOverflowError.class);

		assertThat(CallContext.current()).isNull();
	}

	private <T> T failing(ResilienceEngine engine) {
		return engine.policy("backend").call(() -> {
			throw new IllegalStateException();
		});
	}

	private ResilienceEngine engine(PolicySpec.Builder policy) {
		return ResilienceEngine.builder().time(this.time).policy(policy.build()).build();
	}

	private static TimeLimitSpec limit(int timeout, Integer total) {
		var spec = TimeLimitSpec.builder().timeout(Duration.ofSeconds(timeout)).interrupt(false);
		return ((total != null) ? spec.total(Duration.ofSeconds(total)) : spec).build();
	}

}
