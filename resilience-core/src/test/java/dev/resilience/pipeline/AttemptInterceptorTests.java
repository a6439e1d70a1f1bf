package dev.resilience.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.policy.AttemptInterceptor.Attempt;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import dev.resilience.timelimit.RunOn;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What stands between all policies and the method. */
class AttemptInterceptorTests {

	private final List<Attempt> begun = Collections.synchronizedList(new ArrayList<>());

	private final List<String> ends = Collections.synchronizedList(new ArrayList<>());

	private int toFail;

	@Test
	void seesEachAttemptAndItsEnd() throws Exception {
		try (ResilienceEngine engine = engine((spec) -> spec.retry(retry()))) {
			int[] calls = new int[1];
			String answer = engine.policy("backend").call(() -> {
				if (++calls[0] < 3) {
					throw new IOException("reset");
				}
				return "answer";
			});
			assertThat(answer).isEqualTo("answer");
		}
		assertThat(this.begun).extracting(Attempt::number).containsExactly(1, 2, 3);
		assertThat(this.begun).allSatisfy((attempt) -> {
			assertThat(attempt.policies()).isEqualTo(Set.of("backend"));
			assertThat(attempt.interruptedIn()).isNull();
		});
		assertThat(this.ends).containsExactly("java.io.IOException: reset", "java.io.IOException: reset", "null");
	}

	@Test
	void letsAnAttemptFailInPlaceOfTheMethod() throws Exception {
		this.toFail = 2;
		try (ResilienceEngine engine = engine((spec) -> spec.retry(retry()))) {
			int[] calls = new int[1];
			assertThat(engine.policy("backend").call(() -> ++calls[0])).isOne();
		}
		assertThat(this.begun).hasSize(3);
		assertThat(this.ends).containsExactly("null");
	}

	@Test
	void seesTheAttemptsOfAFuture() {
		this.toFail = 1;
		try (ResilienceEngine engine = engine((spec) -> spec.retry(retry()))) {
			int[] calls = new int[1];
			CompletableFuture<String> answer = engine.policy("backend")
				.callAsync(() -> (++calls[0] < 2) ? CompletableFuture.failedFuture(new IOException("reset"))
						: CompletableFuture.completedFuture("answer"));
			assertThat(answer.join()).isEqualTo("answer");
		}
		assertThat(this.begun).extracting(Attempt::number).containsExactly(1, 2, 3);
		assertThat(this.ends).containsExactly("java.io.IOException: reset", "null");
	}

	@ParameterizedTest
	@EnumSource(RunOn.class)
	void knowsWhenALimitInterrupts(RunOn runOn) {
		TimeLimitSpec limit = TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).runOn(runOn).build();
		try (ResilienceEngine engine = engine((spec) -> spec.timeLimit(limit))) {
			engine.policy("backend").call(() -> "answer");
			engine.policy("backend").callAsync(() -> CompletableFuture.completedFuture("answer")).join();
		}
		assertThat(this.begun).extracting(Attempt::interruptedIn)
			.containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
	}

	@ParameterizedTest
	@EnumSource(RunOn.class)
	void knowsThatNoLimitInterrupts(RunOn runOn) {
		TimeLimitSpec limit = TimeLimitSpec.builder()
			.timeout(Duration.ofSeconds(2))
			.runOn(runOn)
			.interrupt(false)
			.build();
		try (ResilienceEngine engine = engine((spec) -> spec.timeLimit(limit))) {
			engine.policy("backend").call(() -> "answer");
			engine.policy("backend").callAsync(() -> CompletableFuture.completedFuture("answer")).join();
		}
		assertThat(this.begun).hasSize(2).extracting(Attempt::interruptedIn).containsOnlyNulls();
	}

	@ParameterizedTest
	@EnumSource(RunOn.class)
	void knowsWhenTheCallGoesOnWithoutTheAttempt(RunOn runOn) {
		TimeLimitSpec limit = TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).runOn(runOn).build();
		try (ResilienceEngine engine = engine((spec) -> spec.timeLimit(limit))) {
			engine.policy("backend").call(() -> "answer");
			engine.policy("backend").callAsync(() -> CompletableFuture.completedFuture("answer")).join();
		}
		assertThat(this.begun).extracting(Attempt::leftBehindIn)
			.containsExactly((runOn == RunOn.WORKER) ? Duration.ofSeconds(2) : null, Duration.ofSeconds(2));
		assertThat(this.begun).noneMatch((attempt) -> attempt.leftBehind().getAsBoolean());
	}

	/** Limits that only tell too late, and those of other threads, interrupt nobody. */
	@ParameterizedTest
	@CsvSource({ "CALLER, true, PT2S", "WORKER, true, PT2S", "CALLER, false, PT3S", "WORKER, false, PT3S" })
	void knowsWhichLimitAroundInterrupts(RunOn runOn, boolean interrupt, Duration interrupted) {
		TimeLimitSpec around = TimeLimitSpec.builder()
			.timeout(Duration.ofSeconds(2))
			.runOn(runOn)
			.interrupt(interrupt)
			.build();
		TimeLimitSpec inner = TimeLimitSpec.builder().timeout(Duration.ofSeconds(3)).runOn(RunOn.WORKER).build();
		try (ResilienceEngine engine = builder((spec) -> spec.timeLimit(around))
			.policy(PolicySpec.builder("inner").timeLimit(inner).build())
			.build()) {
			engine.policy("backend").call(() -> engine.policy("inner").call(() -> "answer"));
		}
		assertThat(this.begun).hasSize(2).last().extracting(Attempt::interruptedIn).isEqualTo(interrupted);
	}

	@Test
	void seesCallsOfWhatIsSwitchedOffToo() {
		this.toFail = 1;
		try (ResilienceEngine engine = builder((spec) -> spec.retry(retry())).enabled(false).build()) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> engine.policy("backend").call(() -> "answer"));
			assertThat(engine.policy("backend").call(() -> "answer")).isEqualTo("answer");
		}
		assertThat(this.begun).hasSize(2);
	}

	private ResilienceEngine engine(UnaryOperator<PolicySpec.Builder> sections) {
		return builder(sections).build();
	}

	private ResilienceEngineBuilder builder(UnaryOperator<PolicySpec.Builder> sections) {
		return ResilienceEngine.builder()
			.time(new ManualTime())
			.attempts(interceptor())
			.policy(sections.apply(PolicySpec.builder("backend")).build());
	}

	private AttemptInterceptor interceptor() {
		return (attempt) -> {
			this.begun.add(attempt);
			if (this.begun.size() <= this.toFail) {
				throw new IllegalStateException("injected");
			}
			return (failure) -> this.ends.add(String.valueOf(failure));
		};
	}

	/** No wait, so that none has to be turned over. */
	private static RetrySpec retry() {
		return RetrySpec.builder().maxAttempts(3).delay(Duration.ZERO).budgetRatio(1).build();
	}

}
