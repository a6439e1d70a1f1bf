package dev.resilience.event;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ScriptedWork;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTypes;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.retry.RetrySpec;
import dev.resilience.time.ManualTime;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResilienceEventTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final ManualTime time = new ManualTime();

	private final RecordedEvents events = new RecordedEvents();

	@Test
	void tellsOfEverythingThatHappensToACallThatFails() throws Throwable {
		ResilienceEngine engine = engine().build();

		Object answer = engine.policy("backend").call(ScriptedWork.alwaysFailing(new IOException("secret")));
		Object refused = engine.policy("backend").call(ScriptedWork.alwaysFailing(new IOException("secret")));

		assertThat(answer).isEqualTo("answer");
		assertThat(refused).isEqualTo("answer");
		assertThat(this.events.all()).extracting(ResilienceEvent::code)
			.containsExactly("RETRY", "RETRY_EXHAUSTED", "CIRCUIT_OPEN", "FALLBACK_USED", "CIRCUIT_OPEN",
					"FALLBACK_USED");
		assertThat(this.events.all()).extracting(ResilienceEvent::policy).containsOnly("backend");
		assertThat(this.events.all().toString()).doesNotContain("secret").doesNotContain("answer");
	}

	@Test
	void saysWhatWasRetried() throws Throwable {
		engine().build().policy("backend").call(ScriptedWork.failing(new IOException("secret")));

		assertThat(this.events.all()).containsExactly(new RetryScheduled("backend", NOW, 1, Duration.ofMillis(100),
				new FailureInfo("java.io.IOException", FailureCategory.CONNECTION, null)));
	}

	@Test
	void saysAfterHowManyAttemptsARetryGaveUp() throws Throwable {
		engine().build().policy("backend").call(ScriptedWork.alwaysFailing(new IOException()));

		assertThat(this.events.of(RetryGaveUp.class)).containsExactly(new RetryGaveUp("backend", NOW.plusMillis(100),
				"RETRY_EXHAUSTED", 2, new FailureInfo("java.io.IOException", FailureCategory.CONNECTION, null)));
	}

	@Test
	void saysWhyACircuitOpenedAndWhenItIsProbed() throws Throwable {
		engine().build().policy("backend").call(ScriptedWork.alwaysFailing(new IOException("secret")));

		assertThat(this.events.of(CircuitStateChanged.class)).singleElement().satisfies((event) -> {
			assertThat(event.from()).isEqualTo(CircuitState.CLOSED);
			assertThat(event.to()).isEqualTo(CircuitState.OPEN);
			assertThat(event.reason()).isEqualTo("1 failure");
			assertThat(event.lastFailure()).isNotNull()
				.extracting(FailureInfo::inWords)
				.isEqualTo("java.io.IOException (CONNECTION)");
			assertThat(event.at()).isEqualTo(NOW.plusMillis(100));
			assertThat(event.nextProbeAt()).isEqualTo(NOW.plusMillis(100).plusSeconds(60));
		});
	}

	@Test
	void saysWhichStateRefusedACall() {
		ResilienceEngine engine = engine().build();
		engine.get("backend").forceOpen();

		assertThat(engine.policy("backend").<Object, RuntimeException>call(() -> "never")).isEqualTo("answer");

		assertThat(this.events.of(CallRejected.class))
			.containsExactly(new CallRejected("backend", NOW, "CIRCUIT_OPEN", CircuitState.FORCED_OPEN));
		assertThat(this.events.of(FallbackUsed.class)).singleElement()
			.extracting(FallbackUsed::failure)
			.isEqualTo(new FailureInfo(CircuitOpenException.class.getName(), FailureCategory.REJECTED, null));
	}

	@Test
	void saysHowLongACallTook() {
		ResilienceEngine engine = engine().build();

		engine.policy("backend").run(() -> this.time.advance(Duration.ofSeconds(4)));

		assertThat(this.events.of(TimeLimitPassed.class)).containsExactly(new TimeLimitPassed("backend",
				NOW.plusSeconds(4), "TIME_LIMIT_EXCEEDED", Duration.ofSeconds(1), Duration.ofSeconds(4), true));
	}

	@Test
	void holdsMessagesWhereThatIsAllowed() throws Throwable {
		ResilienceEngine engine = engine().includeMessages(true).build();

		engine.policy("backend").call(ScriptedWork.alwaysFailing(new IOException("no secret")));

		assertThat(this.events.of(RetryScheduled.class)).singleElement().asString().contains("no secret");
		assertThat(this.events.of(RetryGaveUp.class)).singleElement().asString().contains("no secret");
		assertThat(this.events.of(CircuitStateChanged.class)).singleElement().asString().contains("no secret");
		assertThat(this.events.of(FallbackUsed.class)).singleElement().asString().contains("no secret");
	}

	@Test
	void harmsNoCallWhereAnExceptionCannotTellItsMessage() {
		ResilienceEngine engine = engine().includeMessages(true).build();
		Speechless failure = new Speechless();

		assertThatThrownBy(() -> engine.policy("backend").call(ScriptedWork.alwaysFailing(failure))).isSameAs(failure);
	}

	private ResilienceEngineBuilder engine() {
		return ResilienceEngine.builder()
			.time(this.time)
			.listeners(() -> List.of(this.events))
			.policy(PolicySpec.builder("backend")
				.retry(RetrySpec.builder().maxAttempts(2).jitter(0).build())
				.circuit(CircuitSpec.builder().failureThreshold(1).build())
				.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(1)).interrupt(false).build())
				.fallback(new FallbackSpec(FailureTypes.NONE, FailureTypes.of(Speechless.class), (type) -> "answer"))
				.build());
	}

	private static final class Speechless extends IOException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("cannot tell");
		}

	}

}
