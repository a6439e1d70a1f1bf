package dev.resilience.sample.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.sample.page.CallHistory.History;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallHistoryTests {

	private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

	@AutoClose
	private final ResilienceEngine engine = ResilienceEngine.builder()
		.policy(PolicySpec.builder("quotes").circuit(CircuitSpec.builder().build()).build())
		.build();

	private Instant now = START;

	private final InstantSource time = () -> this.now;

	private final CallHistory history = new CallHistory(this.engine, this.time.withZone(ZoneOffset.UTC));

	@Test
	void hasNothingToTellBeforeTheFirstSample() {
		History history = this.history.latest();
		assertThat(history.times()).isEmpty();
		assertThat(history.circuits()).isEmpty();
		assertThat(history.now()).isEqualTo(START);
	}

	@Test
	void tellsTheCallsBetweenTwoSamplesByTheirOutcomeAndTheStateThen() {
		this.engine.get("quotes");
		this.history.sample();
		succeed();
		fail();
		fail();
		sampleAfter(Duration.ofSeconds(1));
		this.engine.get("quotes").forceOpen();
		reject();
		sampleAfter(Duration.ofSeconds(1));
		History history = this.history.latest();
		assertThat(history.times()).containsExactly(START, START.plusSeconds(1), START.plusSeconds(2));
		assertThat(history.circuits().get("quotes")).containsExactly(closed(0, 0), closed(1, 2),
				new Period(0, 0, 0, 1, CircuitState.FORCED_OPEN));
	}

	@Test
	void countsTheFirstCallsOfACircuitThatWasNotThereBefore() {
		this.history.sample();
		succeed();
		sampleAfter(Duration.ofSeconds(1));
		assertThat(this.history.latest().circuits().get("quotes")).containsExactly(new Period(0, 0, 0, 0, null),
				closed(1, 0));
	}

	@Test
	void doesNotTakeForFreshWhatWasCalledBeforeTheFirstSample() {
		succeed();
		this.history.sample();
		assertThat(this.history.latest().circuits().get("quotes")).containsExactly(closed(0, 0));
	}

	@Test
	void forgetsWhatIsOlderThanTwoMinutes() {
		this.engine.get("quotes");
		this.history.sample();
		succeed();
		sampleAfter(Duration.ofSeconds(1));
		for (int i = 0; i < 120; i++) {
			sampleAfter(Duration.ofSeconds(1));
		}
		History history = this.history.latest();
		assertThat(history.times()).hasSize(121).startsWith(START.plusSeconds(1)).endsWith(START.plusSeconds(121));
		assertThat(history.circuits().get("quotes")).hasSize(121).containsOnly(closed(0, 0));
	}

	@Test
	void startsAnewWhenTheClockIsSetBack() {
		this.history.sample();
		sampleAfter(Duration.ofSeconds(1));
		sampleAfter(Duration.ofHours(-1));
		assertThat(this.history.latest().times()).containsExactly(START.plusSeconds(1).minus(Duration.ofHours(1)));
	}

	@Test
	void tellsTheTimeOfTheQuestionNotOfTheSample() {
		this.history.sample();
		this.now = START.plusMillis(700);
		assertThat(this.history.latest().now()).isEqualTo(START.plusMillis(700));
	}

	private static Period closed(long success, long failure) {
		return new Period(success, failure, 0, 0, CircuitState.CLOSED);
	}

	private void sampleAfter(Duration duration) {
		this.now = this.now.plus(duration);
		this.history.sample();
	}

	private void succeed() {
		this.engine.policy("quotes").run(() -> {
		});
	}

	private void fail() {
		assertThatIllegalStateException().isThrownBy(() -> this.engine.policy("quotes").run(() -> {
			throw new IllegalStateException("down");
		}));
	}

	private void reject() {
		assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(this::succeed);
	}

}
