package dev.resilience.spring.config;

import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ProtectedCalls;
import dev.resilience.ThrowingSupplier;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.Resilient;
import dev.resilience.failure.RetryAfterAware;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each ready-made policy does what it is for. */
class ReadyMadeBehaviourTests {

	private final TurnedTime time = new TurnedTime();

	@TempDir
	private Path directory;

	private ResilienceEngine engine;

	@AfterEach
	void close() {
		if (this.engine != null) {
			this.engine.close();
		}
	}

	@Test
	void fastFlakyOutlastsTwoFailuresWithinMilliseconds() {
		Script backend = Script.answering("quote").first(new ConnectException(), new ConnectException());
		assertThat(call("fast-flaky", backend)).isEqualTo("quote");
		assertThat(this.time.waits).hasSize(2);
		assertThat(this.time.waits.get(0)).isBetween(Duration.ofMillis(25), Duration.ofMillis(75));
		assertThat(this.time.waits.get(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
	}

	@Test
	void fastFlakyOpensAfterFiveCallsAndProbesFiveSecondsLater() {
		Script backend = Script.failing(new ConnectException());
		fail("fast-flaky", backend, 5);
		assertThat(state("fast-flaky")).isEqualTo(CircuitState.OPEN);
		assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> call("fast-flaky", backend));
		this.time.advance(Duration.ofSeconds(5));
		assertThat(state("fast-flaky")).isEqualTo(CircuitState.HALF_OPEN);
	}

	/** For real, because a limit interrupts. */
	@Test
	void fastFlakyEndsWhatHangs() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, """
				resilience.policies.any:
				  base: fast-flaky
				  retry.max-attempts: 1
				""")) {
			ProtectedCalls policy = context.getBean(ResilienceEngine.class).policy("any");
			assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> policy.call(() -> {
				TimeUnit.MINUTES.sleep(1);
				return "never";
			})).satisfies((failure) -> assertThat(failure.limit()).isEqualTo(Duration.ofMillis(500)));
		}
	}

	@Test
	void slowReliableRepeatsALongJobOnceAfterSeconds() {
		Script backend = Script.failing(new ConnectException());
		fail("slow-reliable", backend, 1);
		assertThat(backend.calls()).isEqualTo(2);
		assertThat(this.time.waits).singleElement()
			.satisfies((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
	}

	@Test
	void slowReliableOpensWhenAnswersComeButTakeTooLong() {
		for (int i = 0; i < 10; i++) {
			assertThat(state("slow-reliable")).isEqualTo(CircuitState.CLOSED);
			call("slow-reliable", () -> {
				this.time.advance(Duration.ofSeconds(21));
				return "report";
			});
		}
		assertThat(state("slow-reliable")).isEqualTo(CircuitState.OPEN);
	}

	@Test
	void criticalMakesFourAttemptsAndOpensAfterTenCalls() {
		Script backend = Script.failing(new ConnectException());
		fail("critical", backend, 9);
		assertThat(backend.calls()).isEqualTo(36);
		assertThat(state("critical")).isEqualTo(CircuitState.CLOSED);
		fail("critical", backend, 1);
		assertThat(state("critical")).isEqualTo(CircuitState.OPEN);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(state("critical")).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void optionalAnswersWithNothingAfterOneAttempt() throws InterruptedException {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory,
				"resilience.policies.optional.base: optional", Recommendations.class)) {
			Recommendations recommendations = context.getBean(Recommendations.class);
			assertThat(recommendations.forUser("jane")).isEmpty();
			assertThat(recommendations.calls()).isEqualTo(1);
			assertThat(recommendations.avatar("jane")).isNull();
		}
	}

	@Test
	void optionalOpensAfterThreeCallsAndGoesOnAnswering() {
		Script backend = Script.failing(new ConnectException());
		for (int i = 0; i < 5; i++) {
			assertThat(call("optional", backend)).isNull();
		}
		assertThat(backend.calls()).isEqualTo(3);
		this.time.advance(Duration.ofSeconds(119));
		assertThat(state("optional")).isEqualTo(CircuitState.OPEN);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(state("optional")).isEqualTo(CircuitState.HALF_OPEN);
	}

	@Test
	void llmWaitsForTheProviderAsLongAsItAsks() {
		Script provider = Script.answering("answer").first(new RateLimited(20), new RateLimited(29));
		assertThat(call("llm", provider)).isEqualTo("answer");
		assertThat(this.time.waits).hasSize(2);
		assertThat(this.time.waits.get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
		assertThat(this.time.waits.get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(29));
		Script strict = Script.failing(new RateLimited(31));
		fail("llm", strict, 1);
		assertThat(strict.calls()).isEqualTo(1);
	}

	@Test
	void llmOpensForHalfOfTheCallsOfAMinute() {
		for (int i = 0; i < 10; i++) {
			assertThat(state("llm")).isEqualTo(CircuitState.CLOSED);
			this.time.advance(Duration.ofSeconds(1));
			if (i % 2 == 0) {
				call("llm", Script.answering("answer"));
			}
			else {
				fail("llm", Script.failing(new ConnectException()), 1);
			}
		}
		assertThat(state("llm")).isEqualTo(CircuitState.OPEN);
		this.time.advance(Duration.ofSeconds(30));
		assertThat(state("llm")).isEqualTo(CircuitState.HALF_OPEN);
	}

	private Object call(String base, Script backend) {
		return this.<RuntimeException>call(base, backend::play);
	}

	private <X extends Throwable> Object call(String base, ThrowingSupplier<Object, X> work) throws X {
		return engine(base).policy(base).call(work);
	}

	private void fail(String base, Script backend, int calls) {
		for (int i = 0; i < calls; i++) {
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> call(base, backend))
				.isNotInstanceOf(CircuitOpenException.class);
		}
	}

	private CircuitState state(String base) {
		return engine(base).get(base).state();
	}

	/** With what the application has made of it, and a clock that can be turned. */
	private ResilienceEngine engine(String base) {
		if (this.engine == null) {
			try (ConfigurableApplicationContext context = Contexts.start(this.directory,
					"resilience.policies." + base + ".base: " + base)) {
				PolicySpec spec = context.getBean(ResilienceEngine.class).find(base).spec();
				this.engine = ResilienceEngine.builder().policy(spec).time(this.time).build();
			}
		}
		return this.engine;
	}

	static class RateLimited extends RuntimeException implements RetryAfterAware {

		private final int seconds;

		RateLimited(int seconds) {
			this.seconds = seconds;
		}

		@Override
		public Duration retryAfter() {
			return Duration.ofSeconds(this.seconds);
		}

	}

	@Resilient("optional")
	static class Recommendations {

		private final Script backend = Script.failing(new ConnectException());

		public List<String> forUser(String user) {
			return this.backend.play();
		}

		public String avatar(String user) throws InterruptedException {
			TimeUnit.MINUTES.sleep(1);
			return user;
		}

		public int calls() {
			return this.backend.calls();
		}

	}

	/** Stands still until it is turned; to sleep turns it. */
	private static final class TurnedTime implements TimeSource {

		private final List<Duration> waits = new ArrayList<>();

		private volatile long nanos;

		void advance(Duration duration) {
			this.nanos += duration.toNanos();
		}

		@Override
		public long nanos() {
			return this.nanos;
		}

		@Override
		public Instant wallClock() {
			return Instant.EPOCH.plusNanos(this.nanos);
		}

		@Override
		public void sleep(long nanos) {
			this.waits.add(Duration.ofNanos(nanos));
			advance(Duration.ofNanos(nanos));
		}

		@Override
		public void park(long nanos) {
			LockSupport.parkNanos(this, Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
		}

	}

}
